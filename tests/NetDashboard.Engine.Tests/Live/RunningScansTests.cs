using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Live;

/// <summary>Several scans at once.</summary>
public sealed class RunningScansTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HandScanner _scanner = new();
    private readonly ScanService _service;

    public RunningScansTests() =>
        _service = new ScanService(_scanner, Options.Create(new ScanOptions { MaxRunning = 2 }), TimeProvider.System, NullLogger<ScanService>.Instance);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Scans_run_side_by_side_and_each_is_cancelled_by_itself()
    {
        var one = await StartAsync("r1");
        var two = await StartAsync("r2");
        Assert.False(_service.HasRoom);
        Assert.Equal(StartRefusal.TooManyScans, _service.TryStart(Made.Inventory("r3"), "third").Refusal);

        _service.Cancel(one.Id);
        await Wait.UntilAsync(() => _service.HasRoom, "The scan did not end.");

        Assert.Equal((ScanState.Cancelled, ScanState.Running), (one.Summary.State, two.Summary.State));
        Assert.Equal(1, _service.RunningCount);
        await StartAsync("r3");
        Assert.Equal(StartRefusal.TooManyScans, _service.TryRerun(one.Id, RerunRequest.Failed).Refusal);
        Assert.Equal(StartRefusal.AlreadyRunning, _service.TryRerun(two.Id, RerunRequest.Failed).Refusal);
    }

    [Fact]
    public async Task Large_scans_are_kept_as_far_as_there_is_room_for_their_endpoints()
    {
        var large = Made.Inventory([.. Enumerable.Range(0, ScanService.MaxKeptEndpoints / 2 / 3).Select(i => $"r{i}")]);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(_service.TryStart(large, $"{i}", out var board), "The scan did not start.");
            _service.Cancel(board.Id);
            await Wait.UntilAsync(() => !_service.IsRunning, "The scan did not end.");
        }

        Assert.Equal("3 2 1", string.Join(' ', _service.Recent.Select(board => board.Title)));
    }

    [Fact]
    public async Task A_new_scan_takes_the_room_of_the_oldest_transcripts()
    {
        var text = new Transcript(new string('x', TranscriptRecorder.MaxLength), IsCut: false);
        var names = Enumerable.Range(0, ScanBoard.MaxTranscripts / TranscriptRecorder.MaxLength).Select(i => $"r{i}").ToArray();
        var boards = new List<ScanBoard>();
        for (var i = 0; i < 3; i++)
        {
            var board = await StartAsync(names);
            Array.ForEach(names, name => _scanner.Give(Made.Failed(name) with { Transcript = text }));
            await Wait.UntilAsync(() => board.Summary.Done == names.Length, "The results did not reach the board.");
            _service.Cancel(board.Id);
            await Wait.UntilAsync(() => !_service.IsRunning, "The scan did not end.");
            boards.Add(board);
        }

        await StartAsync("small");

        Assert.Equal([0, ScanBoard.MaxTranscripts, ScanBoard.MaxTranscripts], boards.Select(board => board.TranscriptLength));
    }

    [Fact]
    public async Task A_scan_under_way_is_never_dropped_however_many_come_after_it()
    {
        var old = await StartAsync("old");
        var ended = new List<ScanBoard>();
        for (var i = 0; i <= ScanService.MaxKept; i++)
        {
            var board = await StartAsync($"r{i}");
            _service.Cancel(board.Id);
            await Wait.UntilAsync(() => _service.HasRoom, "The scan did not end.");
            ended.Add(board);
        }

        Assert.Equal(ScanService.MaxKept, _service.Recent.Length);
        Assert.Same(old, _service.Recent[^1]);
        Assert.Same(ended[^1], _service.Recent[0]);
        Assert.Null(_service.Find(ended[0].Id));

        _service.Cancel(old.Id);
        await Wait.UntilAsync(() => !_service.IsRunning, "The scan did not end.");
        Assert.Same(old, _service.Find(old.Id));
    }

    [Fact]
    public async Task Watchers_of_the_list_get_it_newest_first_at_every_begin_and_end()
    {
        await using var lists = _service.WatchAsync().GetAsyncEnumerator();
        Assert.True(await lists.MoveNextAsync());
        Assert.Empty(lists.Current);

        var one = await StartAsync("r1");
        await NextAsync();
        var two = await StartAsync("r2");
        await NextAsync();
        Assert.Equal([two, one], lists.Current.AsEnumerable());

        _service.Cancel(one.Id);
        await NextAsync();
        Assert.Equal([false, true], lists.Current.Reverse().Select(board => board.Summary.IsRunning));

        async Task NextAsync() => Assert.True(await lists.MoveNextAsync().AsTask().WaitAsync(s_patience));
    }

    [Fact]
    public async Task Disposing_the_service_ends_all_scans()
    {
        var one = await StartAsync("r1");
        var two = await StartAsync("r2");

        await _service.DisposeAsync();

        Assert.Equal((ScanState.Interrupted, ScanState.Interrupted), (one.Summary.State, two.Summary.State));
    }

    private async Task<ScanBoard> StartAsync(params string[] devices)
    {
        var runs = _scanner.Plans.Count;
        var start = _service.TryStart(Made.Inventory(devices), "made.yaml");
        Assert.True(start.HasBegun, $"The scan did not start: {start.Refusal}.");
        await Wait.UntilAsync(() => _scanner.Plans.Count == runs + 1, "The scanner was not asked.");
        return start.Board;
    }
}
