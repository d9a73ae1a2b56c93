using System.Text;
using Microsoft.Playwright;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>Choosing what to scan, by a filter before and by picking rows after.</summary>
public sealed class ChoosingTests(Chromium chromium) : DashboardTest(chromium)
{
    [Fact]
    public async Task The_filter_is_read_as_it_is_typed_and_decides_what_is_scanned()
    {
        var yaml = new StringBuilder();
        foreach (var (name, site, tag) in new[] { ("core-1", "ams", "core"), ("core-2", "fra", "core"), ("edge-1", "ams", "edge") })
        {
            yaml.Append($"- host: {name}\n  site: {site}\n  tags: [{tag}]\n  auth_username: admin\n  auth_password: x\n  auth_strict_key: false\n  transport: asyncssh\n");
        }

        Dashboard.Write("campus.yaml", yaml.ToString());
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;
        await Expect(page.GetByText("3 of 3 devices chosen")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Live scan" }).ClickAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Filter()).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("site=ams and sight=x");
        await Expect(page.GetByText("The filter is wrong at column 14")).ToBeVisibleAsync();
        await Expect(page.Filter()).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.StartScan()).ToBeDisabledAsync();

        await page.Filter().FillAsync("site=ams");
        await Expect(page.GetByText("2 of 3 devices chosen")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Site")).ToHaveValueAsync("ams");
        await page.GetByLabel("Tag").SelectOptionAsync("core");
        await Expect(page.Filter()).ToHaveValueAsync("site=ams and tag=core");
        await Expect(page.GetByText("1 of 3 devices chosen")).ToBeVisibleAsync();
        await page.StartScan().ClickAsync();

        await Expect(page.Cells("core-1", "waiting")).ToHaveCountAsync(1);
        await Expect(page.Results().Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Results().GetByRole(AriaRole.Columnheader, new() { Name = "Site" })).ToBeVisibleAsync();
        Assert.Equal("core-1", Assert.Single(Assert.Single(Scanner.Plans).Items).Device.Name);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_range_of_rows_is_picked_by_mouse_or_keys_and_run_again()
    {
        await using var browser = await FinishedAsync(6);
        var page = browser.Page;
        await Expect(page.RerunSelected()).ToBeDisabledAsync();

        await page.Pick("sw-1").ClickAsync();
        await page.Pick("sw-3").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Button("Re-run selected (3)")).ToBeEnabledAsync();
        await Expect(page.Pick("sw-2")).ToBeCheckedAsync();

        // On with the keys: the arrow moves, with Shift it takes the next row in.
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(page.Button("Re-run selected (4)")).ToBeEnabledAsync();
        await Expect(page.Pick("sw-4")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Pick("sw-3")).Not.ToBeCheckedAsync();
        await page.Button("Re-run selected (3)").ClickAsync();

        await Wait.UntilAsync(() => Scanner.Plans.Count == 2, "Nothing was re-run.");
        Assert.Equal(
            "sw-1/ssh/2 sw-1/telnet/2 sw-2/ssh/2 sw-2/telnet/2 sw-4/ssh/2 sw-4/telnet/2",
            string.Join(' ', Scanner.Plans.Last().Items.Select(item => $"{item.Device.Name}/{item.Endpoint.Protocol}/{item.Attempt}")));
        await Expect(page.Cells("sw-1", "waiting")).ToHaveCountAsync(2);
        await Expect(page.Cells("sw-3", "ok")).ToHaveCountAsync(2);
        Scanner.Give(Made.Ok("sw-1", attempt: 2));
        await Expect(page.Cells("sw-1", "ok")).ToContainTextAsync("try 2");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_range_by_shift_and_space_reaches_across_rows_that_are_out_of_view()
    {
        await using var browser = await FinishedAsync(500);
        var page = browser.Page;
        await page.Pick("sw-0").ClickAsync();
        await page.Keyboard.PressAsync("End");
        await page.Pick("sw-499").FocusAsync();
        await page.Keyboard.PressAsync("Shift+Space");
        await Expect(page.Button("Re-run selected (500)")).ToBeEnabledAsync();

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Pick all devices" }).UncheckAsync();
        await Expect(page.RerunSelected()).ToBeDisabledAsync();
        await Expect(page.Pick("sw-0")).Not.ToBeCheckedAsync();
    }

    private async Task<WatchedPage> FinishedAsync(int devices)
    {
        var names = Enumerable.Range(0, devices).Select(i => $"sw-{i}").ToArray();
        Assert.True(Dashboard.Scans.TryStart(Made.Inventory(names), "made.yaml", out var board));
        await Wait.UntilAsync(() => Scanner.Plans.Count == 1, "The scanner was not asked.");
        foreach (var name in names)
        {
            Scanner.Give(Made.Ok(name));
            Scanner.Give(Made.Ok(name, "telnet"));
        }

        Scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        var browser = await Chromium.OpenAsync(Dashboard.Url);
        await browser.WhenConnectedAsync();
        await Expect(browser.Page.Pick("sw-0")).ToBeEnabledAsync();
        return browser;
    }
}
