using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Scans;
using NetDashboard.Components.Scans.Results;
using NetDashboard.Live;
using NetDashboard.Tests.Components.Rendering;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Components;

/// <summary>A scan that is looked at beside the scan before.</summary>
public sealed class NewlyFailingViewTests : ScanComponentTest
{
    private readonly SlowSource _source = new();

    public NewlyFailingViewTests() => Services.AddSingleton<IBaselineSource>(_source);

    [Fact]
    public async Task What_fails_newly_is_marked_counted_and_comes_first_once_the_scan_before_is_known()
    {
        var board = await StartAsync("sw-1", "sw-2", "sw-3");
        Scanner.Give(Made.Failed("sw-1"));
        Scanner.Give(Made.Failed("sw-3"));
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        view.WaitForAssertion(() => Assert.Equal(2, view.FindAll("td[data-status=failed]").Count));
        Assert.Empty(view.FindAll(".status-new"));
        Assert.DoesNotContain(view.FindAll(".counter-word"), word => word.TextContent == "Newly failing");

        _source.Give(new Baseline(Guid.NewGuid(), DateTimeOffset.UnixEpoch, board.Layout, [new("sw-3", "ssh"), new("sw-2", "ssh")]));

        view.WaitForAssertion(() => Assert.Equal("sw-3 sw-1 sw-2", Order(view)));
        Assert.StartsWith("Failed New Authentication failed", Assert.Single(view.FindAll("td:has(.status-new)")).TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("1", NewCount(view));
        Assert.Contains(view.FindAll("a"), link => link.TextContent == "compare with the scan before");

        Scanner.Give(Made.Failed("sw-2"));
        view.WaitForAssertion(() => Assert.Equal(("2", "sw-2 sw-3 sw-1"), (NewCount(view), Order(view))));
        view.FindAll("button").Single(button => button.TextContent.Contains("Newly failing", StringComparison.Ordinal)).Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-3", Order(view)));
    }

    [Fact]
    public async Task Rows_under_the_pointer_stay_where_they_are_when_the_scan_before_comes_to_be_known()
    {
        var board = await StartAsync("sw-1", "sw-2");
        Scanner.Give(Made.Failed("sw-2"));
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        view.WaitForAssertion(() => Assert.Single(view.FindAll("td[data-status=failed]")));
        view.FindComponents<ResultsPanel>().Single().Instance.Hold(isHeld: true);

        _source.Give(new Baseline(Guid.NewGuid(), DateTimeOffset.UnixEpoch, board.Layout, [new("sw-2", "ssh")]));

        view.WaitForAssertion(() => Assert.Equal("1 change - apply order", view.Find(".held-order").TextContent));
        Assert.Equal(("sw-1 sw-2", "1"), (Order(view), NewCount(view)));
        view.Find(".held-order").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-1", Order(view)));
    }

    [Fact]
    public async Task The_scan_before_in_memory_is_known_at_once()
    {
        var first = await StartAsync("sw-1");
        Scanner.Give(Made.Ok("sw-1"));
        Scanner.Give(Made.Ok("sw-1", "telnet"));
        Scanner.End();
        await Wait.UntilAsync(() => !first.Summary.IsRunning, "The scan did not end.");
        Scanner.Plans.Clear();
        var board = await StartAsync("sw-1");
        Scanner.Give(Made.Failed("sw-1"));
        await Wait.UntilAsync(() => board.Summary.Done == 1, "The result did not come.");

        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Assert.Equal("1", NewCount(view));
        Assert.Equal(0, _source.Asked);
        Assert.Equal($"/compare/{first.Id}/{board.Id}", view.FindAll("a").Single(link => link.TextContent == "compare with the scan before").GetAttribute("href"));
    }

    private static string Order(RenderedComponent<ScanView> view) => string.Join(' ', view.FindAll(".device-row").Select(row => row.GetAttribute("data-device")));

    private static string? NewCount(RenderedComponent<ScanView> view) =>
        view.FindAll(".counter").SingleOrDefault(counter => counter.TextContent.Contains("Newly failing", StringComparison.Ordinal))?.QuerySelector(".counter-number")?.TextContent;

    private async Task<ScanBoard> StartAsync(params string[] names)
    {
        Assert.True(Service<ScanService>().TryStart(Made.Inventory(names), "made.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => !Scanner.Plans.IsEmpty, "The scanner was not asked.");
        return board;
    }

    private sealed class SlowSource : IBaselineSource
    {
        private readonly TaskCompletionSource<Baseline?> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public int Asked => _asked;

        public void Give(Baseline? baseline) => _found.SetResult(baseline);

        public Task<Baseline?> FindAsync(ScanBoard board, CancellationToken cancellationToken)
        {
            // The first scan of all asks for nothing to compare with, too.
            Interlocked.Increment(ref _asked);
            return _found.Task;
        }
    }
}
