using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NetDashboard.Components.Scans;
using NetDashboard.Live;
using NetDashboard.Tests.Components.Rendering;

namespace NetDashboard.Tests.Components;

public sealed class ScanWordsTests : ComponentTest
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_noon);

    public ScanWordsTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public void Progress_says_how_many_and_how_long() =>
        Assert.Equal("48 of 100 · 7 s left", ScanWords.Progress(Summary(done: 48, lastResultAfter: 6), s_noon.AddSeconds(6)));

    [Fact]
    public void Progress_promises_nothing_while_only_silent_devices_are_left() =>
        Assert.Equal("97 of 100 · waiting for 3", ScanWords.Progress(Summary(done: 97, lastResultAfter: 6), s_noon.AddSeconds(20)));

    [Fact]
    public void Progress_says_when_it_waits_for_the_store() =>
        Assert.Equal("48 of 100 · paused until results can be kept", ScanWords.Progress(Summary(done: 48, lastResultAfter: 6), s_noon.AddSeconds(6), isPaused: true));

    [Fact]
    public void Progress_of_a_finished_run_says_how_long_it_took() => Assert.Equal(
        "100 of 100 · took 2 min 5 s",
        ScanWords.Progress(Summary(done: 100) with { State = ScanState.Completed, EndedAt = s_noon.AddSeconds(125) }, s_noon.AddHours(1)));

    [Fact]
    public void A_finished_scan_is_told_in_one_sentence_without_zeros() => Assert.Equal(
        "Scan complete: 96 OK, 3 failed, 1 held.",
        ScanWords.Announce(Summary(done: 100) with { State = ScanState.Completed, Counts = new StatusCounts(0, 0, Ok: 96, 0, Held: 1, Failed: 3, 0) }));

    [Fact]
    public void Screen_readers_hear_at_most_one_sentence_in_five_seconds()
    {
        var announcer = Render<ScanAnnouncer>(p => p.Add(a => a.Summary, Summary(done: 1)));
        announcer.WaitForAssertion(() => Assert.Equal("1 of 100 done.", announcer.Find("[role=status]").TextContent));

        Show(Summary(done: 2));
        Show(Summary(done: 50));
        _time.Advance(ScanAnnouncer.MinInterval - TimeSpan.FromMilliseconds(1));
        Assert.Equal("1 of 100 done.", announcer.Find("[role=status]").TextContent);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        announcer.WaitForAssertion(() => Assert.Equal("50 of 100 done.", announcer.Find("[role=status]").TextContent));

        void Show(ScanSummary summary) => announcer.SetParameters(p => p.Add(a => a.Summary, summary));
    }

    private static ScanSummary Summary(int done, int? lastResultAfter = null) => new()
    {
        State = ScanState.Running,
        Counts = default,
        Done = done,
        Total = 100,
        Run = 1,
        StartedAt = s_noon,
        LastResultAt = lastResultAfter is { } seconds ? s_noon.AddSeconds(seconds) : null,
    };
}
