using Microsoft.Playwright;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>The history in a real browser, and the name that stands in it.</summary>
public sealed class HistoryTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly HandScanner _scanner = new();
    private Dashboard _dashboard = null!;

    public Task InitializeAsync()
    {
        _dashboard = new Dashboard(scanner: _scanner).Listen();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task A_name_typed_once_stands_beside_every_scan_and_is_remembered()
    {
        await using var browser = await chromium.OpenAsync(_dashboard.Url);
        var page = browser.Page;
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.UploadAsync(Names.Yaml("core.yaml", "- host: sw-1\n  auth_username: admin\n  auth_password: canary-7f3a\n  auth_strict_key: false\n  transport: asyncssh\n"));
        await page.StartScan().ClickAsync();
        await Wait.UntilAsync(() => _scanner.Plans.Count == 1, "The scan did not start.");
        _scanner.Give(Made.Failed("sw-1"));
        _scanner.End();
        await Expect(page.GetByText("by Ada Lovelace")).ToBeVisibleAsync();
        await Expect(page.RerunFailed()).ToBeEnabledAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Ada Lovelace" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Your name")).ToHaveValueAsync("Ada Lovelace");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Your name")).ToHaveValueAsync("Ada Lovelace");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task From_a_device_of_a_scan_to_its_history_and_back_to_the_scan()
    {
        await ScanAsync(3);
        await using var browser = await chromium.OpenAsync(_dashboard.Url);
        var page = browser.Page;
        await browser.WhenConnectedAsync();
        await page.Results().GetByRole(AriaRole.Button, new() { Name = "Authentication failed" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link, new() { Name = "History of this device" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "sw-1", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "The last 3, the oldest first: 3 Failed" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "made.yaml" }).First.ClickAsync();
        await Expect(page.Cells("sw-1", "failed")).ToHaveCountAsync(1);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_filter_stands_in_the_address_and_is_found_by_its_key()
    {
        await ScanAsync(2);
        await using var browser = await chromium.OpenAsync(_dashboard.Url, path: "/history/devices");
        var page = browser.Page;
        await Expect(page.Locator("tbody[data-device]")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Device" }).FillAsync("SW-2");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("tbody[data-device]")).ToHaveCountAsync(1);
        Assert.Contains("q=SW-2", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();
        await Expect(page.Locator("tbody[data-device]")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Only those that fail now" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Locator("tbody[data-device]")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Only those that fail now" })).ToBeCheckedAsync();
        Assert.Empty(browser.Complaints);
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_on_the_pages_of_the_history(ColorScheme colors)
    {
        await using var browser = await chromium.OpenAsync(_dashboard.Url, colors, path: "/history");
        var page = browser.Page;
        await Expect(page.GetByText("Nothing was scanned yet")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("an empty history");
        await ScanAsync(4);

        foreach (var address in new[] { "/history", "/history/devices", "/history/devices/sw-1" })
        {
            await page.GotoAsync(address);
            await Expect(page.GetByText("Logins that were OK are kept for 90 days")).ToBeVisibleAsync();
            await page.ExpectNoViolationsAsync(address);
        }
    }

    [Fact]
    public async Task On_a_telephone_no_page_is_wider_than_the_screen_and_names_are_not_broken_into_letters()
    {
        await ScanAsync(2);
        await using var browser = await chromium.OpenAsync(_dashboard.Url, path: "/history");
        var page = browser.Page;
        await page.SetViewportSizeAsync(390, 844);
        var ids = _dashboard.Scans.Recent.Select(board => board.Id).ToArray();
        foreach (var address in new[] { "/history", "/history/devices", "/history/devices/sw-1", $"/compare/{ids[1]}/{ids[0]}", "/hostkeys", "/scans" })
        {
            await page.GotoAsync(address);

            // In one go: a page that connects puts others in the place of its elements.
            var width = await page.WaitForFunctionAsync("() => document.querySelector('.scan-list tbody th')?.getBoundingClientRect().width");
            Assert.True(await width.JsonValueAsync<double>() >= 100, $"{address}: the column of names is {await width.JsonValueAsync<double>()} px wide.");
            Assert.Equal((address, 0), (address, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")));

            // By keyboard, too.
            await Expect(page.Locator(".table-frame").First).ToHaveAttributeAsync("tabindex", "0");
        }
    }

    // sw-1 fails over Telnet, sw-2 does not.
    private async Task ScanAsync(int times)
    {
        for (var i = 1; i <= times; i++)
        {
            Assert.True(_dashboard.Scans.TryStart(Made.Inventory("sw-1", "sw-2"), "made.yaml", out var board), "The scan did not start.");
            await Wait.UntilAsync(() => _scanner.Plans.Count == i, "The scanner was not asked.");
            _scanner.Give(Made.Ok("sw-1") with { HostKey = "SHA256:made", Duration = TimeSpan.FromMilliseconds(10 * i) });
            _scanner.Give(Made.Failed("sw-1", "telnet"));
            _scanner.Give(Made.Ok("sw-2"));
            _scanner.Give(Made.Ok("sw-2", "telnet"));
            _scanner.End();
            await Wait.UntilAsync(() => !_dashboard.Scans.IsRunning, "The scan did not end.");
        }
    }
}
