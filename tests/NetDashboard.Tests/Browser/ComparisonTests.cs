using Microsoft.Playwright;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>Comparisons and host keys, in a real browser.</summary>
public sealed class ComparisonTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly EndpointKey s_ssh = new("core-1", "ssh");

    private readonly HandScanner _scanner = new();

    [Fact]
    public async Task From_the_live_table_to_what_changed_and_on_to_the_key_that_is_accepted_there()
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        await ScanAsync(dashboard, Made.Ok("core-1") with { HostKey = "SHA256:one" }, Made.Ok("edge-1"), Made.Ok("edge-2"));
        var board = await ScanAsync(
            dashboard, Made.Of(s_ssh, ProbeVerdict.Failed(ProbeFailure.HostKeyChanged, "another key")) with { HostKey = "SHA256:two" }, Made.Failed("edge-1"), Made.Ok("edge-2"));
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{board.Id}");
        var page = browser.Page;

        // Marked, counted, and a filter.
        await Expect(page.Locator(".status-new")).ToHaveCountAsync(2);
        await Expect(page.FilterResults()).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Newly failing 2" }).ClickAsync();
        await Expect(page.Rows()).ToHaveCountAsync(2);
        Assert.EndsWith("?is=new", page.Url, StringComparison.Ordinal);
        await page.ExpectNoViolationsAsync("the live table with what fails newly");

        // The device says that its key changed.
        await page.Locator("[data-device=core-1] .device-open").ClickAsync();
        await Expect(page.Locator(".drawer")).ToContainTextAsync("Host key changed since");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Link, new() { Name = "compare with the scan before" }).ClickAsync();
        await Expect(page.Locator("tr[data-change]")).ToHaveCountAsync(3);
        await page.ExpectNoViolationsAsync("the comparison");
        await page.GetByRole(AriaRole.Link, new() { Name = "Other host key 1" }).ClickAsync();
        await Expect(page.Locator("tr[data-change]")).ToHaveCountAsync(1);
        Assert.EndsWith("?group=otherHostKey", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Decide" }).ClickAsync();

        // Name and reason are both needed.
        var row = page.Locator("tr[data-device=core-1]");
        await Expect(row).ToContainTextAsync("SHA256:two");
        await row.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Your name").FillAsync("Ada");
        await page.Button("Accept the new key").ClickAsync();
        await Expect(page.GetByLabel("Why the key changed")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("the question for a host key");
        await page.GetByLabel("Why the key changed").FillAsync("Line card <replaced>");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Waiting for a decision (0)")).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("by Ada: “Line card <replaced>”");
        await Expect(page.Locator("tbody[data-device=core-1] .key-trust").First).ToContainTextAsync("by Ada: “Line card <replaced>”");
        await page.ExpectNoViolationsAsync("the host keys");
    }

    [Fact]
    public async Task The_list_of_scans_leads_to_what_changed_and_that_to_the_device()
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        await ScanAsync(dashboard, Made.Ok("core-1"), Made.Ok("edge-1"));
        var board = await ScanAsync(dashboard, Made.Ok("core-1"), Made.Failed("edge-1"));
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: "/scans");
        var page = browser.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = "Compare campus.yaml with the scan before" }).First.ClickAsync();
        await Expect(page.Locator("tr[data-change=newlyFailing]")).ToHaveAttributeAsync("data-device", "edge-1");
        await page.GetByRole(AriaRole.Row).GetByRole(AriaRole.Link, new() { Name = "edge-1", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "The last 2, the oldest first: 1 OK, 1 Failed" })).ToBeVisibleAsync();
        Assert.EndsWith("/history/devices/edge-1", page.Url, StringComparison.Ordinal);

        // What it said stands in the scan.
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Details of edge-1" }).ClickAsync();
        await Expect(page.Rows()).ToHaveCountAsync(1);
        Assert.EndsWith($"/scans/{board.Id}?q=edge-1", page.Url, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    private async Task<ScanBoard> ScanAsync(Dashboard dashboard, params ProbeResult[] results)
    {
        _scanner.Plans.Clear();
        var inventory = Made.Inventory([.. results.Select(result => result.Device)]);
        inventory = inventory with { Devices = [.. inventory.Devices.Select(device => device with { Endpoints = [device.Endpoints[0]] })] };
        var board = dashboard.Scans.TryStart(inventory, "campus.yaml", ["campus.yaml"]).Board!;
        await Wait.UntilAsync(() => !_scanner.Plans.IsEmpty, "The scan did not begin.");
        foreach (var result in results)
        {
            _scanner.Give(result);
        }

        _scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning && !dashboard.Scans.IsRunning, "The scan did not end.");
        return board;
    }
}
