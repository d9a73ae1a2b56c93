using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Circuits;
using NetDashboard.Components.Scans;
using NetDashboard.Components.Scans.Results;
using NetDashboard.Live;
using NetDashboard.Tests.Components.Rendering;
using NetDashboard.Tests.Live;
using Radzen;

namespace NetDashboard.Tests.Components;

public sealed class ScanViewTests : ScanComponentTest
{
    [Fact]
    public async Task A_result_that_arrives_later_changes_its_row_only()
    {
        var board = await StartAsync("sw-1", "sw-2");
        Scanner.Give(Made.Ok("sw-1"));
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        view.WaitForAssertion(() => Assert.Equal("ok", StatusOf(view, "sw-1")));
        var untouched = view.FindComponents<DeviceRow>().Single(row => row.Instance.Row == 0);
        var table = Assert.Single(view.FindComponents<ScanTable>());
        var (rowBefore, tableBefore) = (untouched.RenderCount, table.RenderCount);

        Scanner.Give(Made.Failed("sw-2"));

        view.WaitForAssertion(() => Assert.Equal("failed", StatusOf(view, "sw-2")));
        Assert.Equal(rowBefore, untouched.RenderCount);
        Assert.Equal(tableBefore, table.RenderCount);
    }

    [Fact]
    public async Task Many_results_at_once_are_one_message_to_the_browser()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"sw-{i}").ToArray();
        var board = await StartAsync(names);
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        var before = view.BatchCount;

        foreach (var name in names)
        {
            Scanner.Give(Made.Ok(name));
        }

        view.WaitForAssertion(() => Assert.Equal(40, view.FindAll("td[data-status=ok]").Count));
        Assert.InRange(view.BatchCount - before, 1, 5);
    }

    [Fact]
    public async Task A_cell_begins_with_its_status_word_and_goes_on_with_prompt_or_reason()
    {
        var board = await StartAsync("sw-1");
        Scanner.Give(Made.Ok("sw-1"));
        Scanner.Give(Made.Failed("sw-1", "telnet"));
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        view.WaitForAssertion(() =>
        {
            Assert.Equal("OK sw-1# 12 ms", TextOf(view, "ok"));
            Assert.Equal("Failed Authentication failed - % Login invalid 12 ms", TextOf(view, "failed"));
        });
    }

    [Fact]
    public async Task Names_for_assistive_technology_are_those_of_the_contract()
    {
        var board = await StartAsync("sw-1");
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Assert.Equal("Scan results", view.Find("table caption").TextContent);
        Assert.Equal(["Device", "Address", "Platform", "SSH", "Telnet", "Last check"], [.. view.FindAll("thead th").Select(th => th.TextContent)]);
        Assert.Equal("sw-1", view.Find("tbody th[scope=row]").TextContent.Trim());
        Assert.Equal("Scan progress", view.Find("[role=progressbar]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Re_run_failed_shows_the_second_attempt_in_the_same_table()
    {
        var board = await StartAsync("sw-1");
        Scanner.Give(Made.Ok("sw-1"));
        Scanner.Give(Made.Failed("sw-1", "telnet"));
        Scanner.End();
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        view.WaitForAssertion(() => Assert.False(view.FindAll("button").Single(b => b.TextContent.Contains("Re-run failed (1)", StringComparison.Ordinal)).HasAttribute("disabled")));

        view.FindAll("button").Single(button => button.TextContent.Contains("Re-run failed", StringComparison.Ordinal)).Click();
        await Wait.UntilAsync(() => Scanner.Plans.Count == 2, "Nothing was re-run.");
        Scanner.Give(Made.Ok("sw-1", "telnet", attempt: 2));

        view.WaitForAssertion(() => Assert.Equal(2, view.FindAll("td[data-status=ok]").Count));
        Assert.Contains("try 2", view.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_a_defect_ended_says_so()
    {
        var board = await StartAsync("sw-1");
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Scanner.End(new InvalidDataException("boom"));

        view.WaitForAssertion(() => Assert.Contains("A defect in NetDashboard ended the scan", view.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("boom", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_the_page_ends_its_subscription()
    {
        var board = await StartAsync("sw-1");
        Render<ScanView>(p => p.Add(v => v.Board, board));
        Assert.Equal(1, board.SubscriberCount);

        await DisposeComponentsAsync();

        Assert.Equal(0, board.SubscriberCount);
    }

    [Fact]
    public async Task A_page_without_a_circuit_shows_the_first_hundred_rows_and_subscribes_to_nothing()
    {
        IsInteractive = false;
        var board = await StartAsync([.. Enumerable.Range(0, 250).Select(i => $"sw-{i}")]);

        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Assert.Equal(100, view.FindAll("tbody tr.device-row").Count);
        Assert.Equal("251", view.Find("table").GetAttribute("aria-rowcount"));
        Assert.Equal(0, board.SubscriberCount);
    }

    [Fact]
    public async Task A_large_scan_keeps_only_rows_in_view_as_components()
    {
        var board = await StartAsync([.. Enumerable.Range(0, 10_000).Select(i => $"sw-{i}")]);

        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Assert.InRange(view.FindComponents<DeviceRow>().Count, 0, 200);
        Assert.Equal("10001", view.Find("table").GetAttribute("aria-rowcount"));
    }

    [Fact]
    public async Task While_the_browser_is_gone_nothing_is_drawn_and_afterwards_the_true_state_is()
    {
        var connection = new CircuitConnection();
        Services.AddSingleton(connection);
        var board = await StartAsync("sw-1", "sw-2");
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        await connection.OnConnectionDownAsync(null!, CancellationToken.None);

        Scanner.Give(Made.Ok("sw-1"));
        view.WaitForAssertion(() => Assert.Equal("ok", StatusOf(view, "sw-1"))); // The one that was on its way.
        var before = view.RenderCount;
        Scanner.Give(Made.Failed("sw-2"));
        await Wait.UntilAsync(() => board.Summary.Done == 2, "The result did not reach the board.");
        Assert.Equal(before, view.RenderCount);

        await connection.OnConnectionUpAsync(null!, CancellationToken.None);
        view.WaitForAssertion(() => Assert.Equal("failed", StatusOf(view, "sw-2")));
    }

    [Fact]
    public async Task Picking_a_row_renders_that_row_only_and_its_endpoints_can_be_run_again()
    {
        var board = await StartAsync("sw-0", "sw-1", "sw-2");
        foreach (var name in new[] { "sw-0", "sw-1", "sw-2" })
        {
            Scanner.Give(Made.Ok(name));
            Scanner.Give(Made.Ok(name, "telnet"));
        }

        Scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));
        var untouched = view.FindComponents<DeviceRow>().Single(row => row.Instance.Row == 0);
        var table = Assert.Single(view.FindComponents<ScanTable>());
        var cell = view.FindComponents<StatusCell>()[2];
        var (rowBefore, tableBefore, cellBefore, batchesBefore) = (untouched.RenderCount, table.RenderCount, cell.RenderCount, view.BatchCount);

        view.Find("[data-device=sw-1] input[type=checkbox]").Click();

        view.WaitForAssertion(() => Assert.Contains(view.FindAll("button"), button => button.TextContent.Contains("Re-run selected (1)", StringComparison.Ordinal)));
        Assert.True(view.Find("[data-device=sw-1] input[type=checkbox]").HasAttribute("checked"), "The picked row does not show it.");
        Assert.Equal((rowBefore, tableBefore, cellBefore), (untouched.RenderCount, table.RenderCount, cell.RenderCount));
        Assert.Equal(1, view.BatchCount - batchesBefore);

        view.FindAll("button").Single(button => button.TextContent.Contains("Re-run selected", StringComparison.Ordinal)).Click();
        await Wait.UntilAsync(() => Scanner.Plans.Count == 2, "Nothing was re-run.");
        Assert.Equal("sw-1/ssh/2 sw-1/telnet/2", string.Join(' ', Scanner.Plans.Last().Items.Select(item => $"{item.Device.Name}/{item.Endpoint.Protocol}/{item.Attempt}")));
    }

    [Fact]
    public async Task Picking_all_picks_rows_out_of_view_too()
    {
        var board = await StartAsync([.. Enumerable.Range(0, 10_000).Select(i => $"sw-{i}")]);
        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        view.Find("thead input[type=checkbox]").Click();

        view.WaitForAssertion(() => Assert.Contains(view.FindAll("button"), button => button.TextContent.Contains("Re-run selected (10000)", StringComparison.Ordinal)));
        Assert.True(view.Find("thead input[type=checkbox]").HasAttribute("checked"), "The box for all rows does not show it.");
    }

    [Fact]
    public void Site_and_tags_have_columns_where_a_device_has_any()
    {
        var inventory = Made.Inventory("sw-1", "sw-2");
        inventory = inventory with { Devices = [inventory.Devices[0] with { Site = "ams", Tags = ["core", "edge"] }, inventory.Devices[1]] };
        Assert.True(Service<ScanService>().TryStart(inventory, "made.yaml", out var board), "The scan did not start.");

        var view = Render<ScanView>(p => p.Add(v => v.Board, board));

        Assert.Contains("Site Tags SSH", string.Join(' ', view.FindAll("thead th").Select(th => th.TextContent)), StringComparison.Ordinal);
        Assert.Equal("ams", view.Find("[data-device=sw-1] .site").TextContent);
        Assert.Equal("core, edge", view.Find("[data-device=sw-1] .tags").TextContent);
        Assert.Equal("–", view.Find("[data-device=sw-2] .site").TextContent);
    }

    private static string? StatusOf(RenderedComponent<ScanView> view, string device) =>
        view.Find($"[data-device={device}] td[data-status]").GetAttribute("data-status");

    private static string TextOf(RenderedComponent<ScanView> view, string status) =>
        string.Join(' ', view.Find($"td[data-status={status}]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<ScanBoard> StartAsync(params string[] devices)
    {
        Assert.True(Service<ScanService>().TryStart(Made.Inventory(devices), "made.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => Scanner.Plans.Count == 1, "The scanner was not asked.");
        return board;
    }
}
