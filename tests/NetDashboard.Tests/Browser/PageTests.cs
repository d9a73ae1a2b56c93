using Microsoft.Playwright;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>What the pages do in a real browser; results come from a made scanner.</summary>
public sealed class PageTests(Chromium chromium) : DashboardTest(chromium)
{
    private const string Inventory = """
        - host: sw-1
          auth_username: admin
          auth_password: canary-7f3a
          auth_strict_key: false
          transport: asyncssh
        - host: sw-2
          auth_username: admin
          auth_password: canary-7f3a
          transport: asynctelnet
        """;

    [Fact]
    public async Task An_upload_is_chosen_at_once_and_its_scan_shows_each_step()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;
        await Expect(page.StartScan()).ToBeDisabledAsync();

        await page.UploadAsync(Names.Yaml("core.yaml", Inventory));
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "core.yaml" })).ToBeCheckedAsync();
        await page.StartScan().ClickAsync();
        await Expect(page.Cells("sw-1", "waiting")).ToHaveCountAsync(1);
        await Expect(page.Cells("sw-1", "none")).ToHaveCountAsync(1);
        Scanner.Start(Scanner.Plans.Single().Items[0]);
        await Expect(page.Cells("sw-1", "running")).ToHaveCountAsync(1);
        Scanner.Give(Made.Ok("sw-1"));
        await Expect(page.Cells("sw-1", "ok")).ToContainTextAsync("sw-1#");
        Scanner.Give(Made.Failed("sw-2", "telnet"));
        Scanner.End();

        await Expect(page.Cells("sw-2", "failed")).ToContainTextAsync("% Login invalid");
        await Expect(page).ToHaveTitleAsync("(1) NetDashboard");
        await Expect(page.Progress()).ToHaveAttributeAsync("aria-valuenow", "2");
        await Expect(page.RerunFailed()).ToBeEnabledAsync();
        Assert.DoesNotContain("canary-7f3a", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_refused_upload_shows_where_it_is_wrong_and_changes_nothing()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;

        await page.UploadAsync(Names.Yaml("core.yaml", Inventory + "\n  port: 99999\n"));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("core.yaml:10:9");
        await Expect(page.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);
        await Expect(page.StartScan()).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Ten_megabytes_and_more_are_refused_in_words()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);

        await browser.Page.UploadAsync(Names.Yaml("huge.yaml", new string('#', (10 * 1024 * 1024) + 1)));

        await Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("an inventory may have 10 MB");
    }

    [Fact]
    public async Task A_large_upload_arrives_whole()
    {
        var yaml = string.Concat(Enumerable.Range(0, 10_000).Select(i =>
            $"- host: sw-{i}.campus.example\n  auth_username: admin\n  auth_password: canary-7f3a\n  auth_strict_key: false\n  transport: asyncssh\n"));
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);

        await browser.Page.UploadAsync(Names.Yaml("campus.yaml", yaml));

        await Expect(browser.Page.GetByText("campus.yaml was accepted: 10000 devices.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Cancelling_stops_the_scan_and_says_what_was_left()
    {
        await using var browser = await StartAsync("sw-1", "sw-2");

        await browser.Page.CancelScan().ClickAsync();

        await Expect(browser.Page.Cells("sw-1", "cancelled")).ToHaveCountAsync(2);
        await Expect(browser.Page.CancelScan()).ToBeDisabledAsync();
        await Expect(browser.Page.RerunFailed()).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_second_browser_sees_the_same_scan_live_and_a_reload_shows_the_true_state()
    {
        await using var first = await StartAsync("sw-1", "sw-2");
        await using var second = await Chromium.OpenAsync(Dashboard.Url);
        await second.WhenConnectedAsync();

        Scanner.Give(Made.Ok("sw-1"));
        await Expect(first.Page.Cells("sw-1", "ok")).ToHaveCountAsync(1);
        await Expect(second.Page.Cells("sw-1", "ok")).ToHaveCountAsync(1);

        Scanner.Give(Made.Failed("sw-2"));
        await second.Page.ReloadAsync();
        await Expect(second.Page.Cells("sw-2", "failed")).ToHaveCountAsync(1);
        await second.Page.GotoAsync($"/scans/{Dashboard.Scans.Newest!.Id}");
        await Expect(second.Page.Cells("sw-1", "ok")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_page_that_is_open_already_shows_a_scan_that_somebody_else_starts()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        await browser.WhenConnectedAsync();

        Assert.True(Dashboard.Scans.TryStart(Made.Inventory("sw-9"), "other.yaml", out _));

        await Expect(browser.Page.Cells("sw-9", "waiting")).ToHaveCountAsync(2);
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "other.yaml" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Several_scans_run_at_once_each_with_its_own_address_and_no_more_than_may_be()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        await browser.WhenConnectedAsync();
        for (var i = 1; i <= Dashboard.Scans.MaxRunning; i++)
        {
            Assert.True(Dashboard.Scans.TryStart(Made.Inventory($"sw-{i}"), $"inventory-{i}", out _));
        }

        await Expect(browser.Page.GetByText($"{Dashboard.Scans.MaxRunning} scans are under way")).ToBeVisibleAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "inventory-1" }).ClickAsync();
        await Expect(browser.Page.Cells("sw-1", "waiting")).ToHaveCountAsync(2);

        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Scans", Exact = true }).ClickAsync();
        await Expect(browser.Page.Locator("[data-scan]")).ToHaveCountAsync(Dashboard.Scans.MaxRunning);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel inventory-2" }).ClickAsync();
        await Expect(browser.Page.Locator("[data-scan]").Filter(new() { HasText = "inventory-2" })).ToContainTextAsync("Cancelled");
        Assert.Equal(Dashboard.Scans.MaxRunning - 1, Dashboard.Scans.RunningCount);
    }

    [Fact]
    public async Task A_reason_opens_its_explanation_and_the_keyboard_closes_it()
    {
        await using var browser = await StartAsync("sw-1");
        Scanner.Give(Made.Failed("sw-1"));

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Authentication failed" }).PressAsync("Enter");
        var details = browser.Page.GetByRole(AriaRole.Dialog);
        await Expect(details).ToContainTextAsync("Check user name, password and the AAA server.");

        // The component library hears the key only half a second after the dialog opened.
        for (var tries = 0; tries < 20 && await details.CountAsync() > 0; tries++)
        {
            await browser.Page.Keyboard.PressAsync("Escape");
            await browser.Page.WaitForTimeoutAsync(100);
        }

        await Expect(details).ToHaveCountAsync(0);
        await Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Authentication failed" })).ToBeFocusedAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Pages_are_changed_without_loading_anew()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;
        await browser.WhenConnectedAsync();
        await page.EvaluateAsync("() => { window.stillHere = true; }");

        await page.GetByRole(AriaRole.Link, new() { Name = "Help" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Help", Exact = true })).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.stillHere === true"), "Going to the help page loaded it anew.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Live scan" }).ClickAsync();
        await browser.WhenConnectedAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.stillHere === true"), "Going back loaded the page anew.");
        await page.UploadAsync(Names.Yaml("core.yaml", Inventory));
        await Expect(page.StartScan()).ToBeEnabledAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_chosen_theme_stays_across_pages_and_reloads()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url, ColorScheme.Light);
        var page = browser.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        var dark = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal("rgb(11, 15, 20)", dark);

        await page.GetByRole(AriaRole.Link, new() { Name = "Help" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Help", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dark" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(dark, await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));

        await page.ReloadAsync();
        Assert.Equal(dark, await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_on_any_page(ColorScheme colors)
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url, colors);
        var page = browser.Page;
        await browser.WhenConnectedAsync();
        await page.ExpectNoViolationsAsync("the empty page");

        await page.UploadAsync(Names.Yaml("bad.yaml", "- host: sw-1\n  port: 99999\n"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("findings");

        Assert.True(Dashboard.Scans.TryStart(Made.Inventory("sw-1", "sw-2", "sw-3"), "made.yaml", out _));
        await Wait.UntilAsync(() => Scanner.Plans.Count == 1, "The scanner was not asked.");
        Scanner.Start(Scanner.Plans.Single().Items[2]);
        Scanner.Give(Made.Ok("sw-1"));
        Scanner.Give(Made.Failed("sw-1", "telnet"));
        await Expect(page.Cells("sw-1", "failed")).ToHaveCountAsync(1);
        await Expect(page.Cells("sw-2", "running")).ToHaveCountAsync(1);
        await page.ExpectNoViolationsAsync("a scan under way");

        await page.GetByText("Sites, tags and times").ClickAsync();
        await Expect(page.GetByText("Results over time")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("the story");

        await page.Results().GetByRole(AriaRole.Button, new() { Name = "Authentication failed" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("What to do");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.ExpectNoViolationsAsync("details");

        await page.GotoAsync("/scans");
        await Expect(page.Locator("[data-scan]")).ToHaveCountAsync(1);
        await page.ExpectNoViolationsAsync("the scans");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("the sheet of keys");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await page.GotoAsync("/help");
        await page.ExpectNoViolationsAsync("help");
    }

    private async Task<WatchedPage> StartAsync(params string[] devices)
    {
        Assert.True(Dashboard.Scans.TryStart(Made.Inventory(devices), "made.yaml", out _));
        await Wait.UntilAsync(() => Scanner.Plans.Count == 1, "The scanner was not asked.");
        var browser = await Chromium.OpenAsync(Dashboard.Url);
        await browser.WhenConnectedAsync();
        return browser;
    }
}
