using NetDashboard.Components.Scans;
using NetDashboard.Components.Scans.Results;
using NetDashboard.Live;
using NetDashboard.Tests.Components.Rendering;
using NetDashboard.Tests.Live;
using Radzen;

namespace NetDashboard.Tests.Components;

public sealed class ResultsPanelTests : ScanComponentTest
{
    [Fact]
    public async Task A_counter_is_a_filter_that_can_be_taken_back()
    {
        var view = await ShowAsync();

        Counter(view, "failed").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-10", Shown(view)));
        Assert.Equal("true", Counter(view, "failed").GetAttribute("aria-pressed"));
        Assert.Equal("2 of 3 devices Clear filter", Text(view, ".result-count"));

        Counter(view, "failed").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-1 sw-10", Shown(view)));
    }

    [Fact]
    public async Task A_header_orders_up_down_and_back()
    {
        var view = await ShowAsync();

        Header(view, "Device").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-1 sw-2 sw-10", Shown(view)));
        Assert.Equal("ascending", view.Find("th.device").GetAttribute("aria-sort"));
        Assert.Equal("2", view.Find("[data-device=sw-1]").GetAttribute("aria-rowindex"));

        Header(view, "Device").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-10 sw-2 sw-1", Shown(view)));
        Header(view, "Device").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-1 sw-10", Shown(view)));
        Assert.Null(view.Find("th.device").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task What_is_typed_filters_and_a_filter_that_leaves_nothing_can_be_cleared()
    {
        var view = await ShowAsync();

        view.Find(".result-filter").Input("invalid");
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-10", Shown(view)));
        view.Find(".result-filter").Input("nothing like it");
        view.WaitForAssertion(() => Assert.Contains("No device matches this filter.", view.Find(".no-results").TextContent, StringComparison.Ordinal));

        view.Find(".no-results button").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-1 sw-10", Shown(view)));
        Assert.Empty(view.FindAll(".no-results"));
    }

    [Fact]
    public async Task Picks_survive_a_filter_and_can_be_limited_to_what_is_shown()
    {
        var view = await ShowAsync();
        view.Find("thead input[type=checkbox]").Click();
        view.Find(".result-filter").Input("sw-1 invalid");
        view.WaitForAssertion(() => Assert.Equal("sw-10", Shown(view)));
        Assert.StartsWith("3 picked, 2 of them not shown", Text(view, ".result-picks"), StringComparison.Ordinal);

        view.FindAll(".result-picks button")[0].Click();

        view.WaitForAssertion(() => Assert.Equal("1 picked Unpick", Text(view, ".result-picks")));
    }

    [Fact]
    public async Task Rows_keep_their_places_under_the_pointer_until_they_may_go()
    {
        var view = await ShowAsync();
        var panel = view.FindComponents<ResultsPanel>()[0];
        Counter(view, "waiting").Click();
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-1 sw-10", Shown(view)));
        await panel.InvokeAsync(() =>
        {
            panel.Instance.Hold(true);
            return Task.CompletedTask;
        });

        Scanner.Give(Made.Ok("sw-1", "telnet"));

        view.WaitForAssertion(() => Assert.Equal("1 change - apply order", Text(view, ".held-order")));
        Assert.Equal("sw-2 sw-1 sw-10", Shown(view));
        await panel.InvokeAsync(() =>
        {
            panel.Instance.Hold(false);
            return Task.CompletedTask;
        });
        view.WaitForAssertion(() => Assert.Equal("sw-2 sw-10", Shown(view)));
        Assert.Empty(view.FindAll(".held-order"));
    }

    [Fact]
    public async Task What_is_held_can_be_applied()
    {
        var view = await ShowAsync();
        var panel = view.FindComponents<ResultsPanel>()[0];
        Counter(view, "waiting").Click();
        await panel.InvokeAsync(() =>
        {
            panel.Instance.Hold(true);
            return Task.CompletedTask;
        });
        Scanner.Give(Made.Ok("sw-1", "telnet"));
        Scanner.Give(Made.Ok("sw-2", "telnet"));
        view.WaitForAssertion(() => Assert.Equal("2 changes - apply order", Text(view, ".held-order")));

        view.Find(".held-order").Click();

        view.WaitForAssertion(() => Assert.Equal("sw-10", Shown(view)));
    }

    [Fact]
    public async Task A_page_that_is_paused_stands_still_and_goes_on_with_the_newest_state()
    {
        var view = await ShowAsync();
        view.FindAll("button").Single(button => button.TextContent == "Pause").Click();
        view.WaitForAssertion(() => Assert.StartsWith("Paused at", Text(view, ".result-paused"), StringComparison.Ordinal));
        var renders = view.RenderCount;

        Scanner.Give(Made.Ok("sw-1", "telnet"));
        var board = Service<ScanService>().Newest!;
        await Wait.UntilAsync(() => board.Summary.Done == 4, "The result did not reach the board.");
        Assert.Equal("waiting", view.Find("[data-device=sw-1] .on-telnet").GetAttribute("data-status"));
        Assert.Equal(renders, view.RenderCount);

        view.FindAll("button").Single(button => button.TextContent == "Resume").Click();
        view.WaitForAssertion(() => Assert.Equal("ok", view.Find("[data-device=sw-1] .on-telnet").GetAttribute("data-status")));
    }

    [Fact]
    public async Task Conditions_are_shown_one_by_one_and_taken_away_singly()
    {
        var view = await ShowAsync();
        Counter(view, "failed").Click();
        Counter(view, "ok").Click();
        view.WaitForAssertion(() => Assert.Equal(2, view.FindAll(".chip").Count));

        view.FindAll(".chip")[0].Click();

        view.WaitForAssertion(() => Assert.Equal("sw-1", Shown(view)));
    }

    [Fact]
    public async Task Without_a_circuit_the_rows_to_come_have_their_room()
    {
        IsInteractive = false;
        var board = Start([.. Enumerable.Range(0, 250).Select(i => $"sw-{i}")]);
        await Wait.UntilAsync(() => Scanner.Plans.Count == 1, "The scanner was not asked.");

        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Assert.Equal("height: 4800px", view.Find(".skeleton-rows td").GetAttribute("style"));
    }

    private static AngleSharp.Dom.IElement Counter(RenderedComponent<ScanView> view, string status) => view.Find($".counter[data-status={status}] button");

    private static AngleSharp.Dom.IElement Header(RenderedComponent<ScanView> view, string title) =>
        view.FindAll("thead th button").Single(button => button.TextContent == title);

    private static string Shown(RenderedComponent<ScanView> view) =>
        string.Join(' ', view.FindAll("tbody tr.device-row").Select(row => row.GetAttribute("data-device")));

    private static string Text(RenderedComponent<ScanView> view, string selector) =>
        string.Join(' ', view.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private ScanBoard Start(params string[] devices)
    {
        Assert.True(Service<ScanService>().TryStart(Made.Inventory(devices), "made.yaml", out var board), "The scan did not start.");
        return board;
    }

    private async Task<RenderedComponent<ScanView>> ShowAsync()
    {
        var board = Start("sw-2", "sw-1", "sw-10");
        await Wait.UntilAsync(() => Scanner.Plans.Count == 1, "The scanner was not asked.");
        Scanner.Give(Made.Failed("sw-2"));
        Scanner.Give(Made.Ok("sw-1"));
        Scanner.Give(Made.Failed("sw-10"));
        await Wait.UntilAsync(() => board.Summary.Done == 3, "The results did not reach the board.");
        return Render<ScanView>(p => p.Add(v => v.Board, board));
    }
}
