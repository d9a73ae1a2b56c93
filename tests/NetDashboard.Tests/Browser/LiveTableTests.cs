using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>The table under load, in a real browser.</summary>
public sealed class LiveTableTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Devices = 10_000;
    private const int InView = 20;

    [Fact]
    public async Task Rows_in_view_change_while_results_pour_in_elsewhere()
    {
        // How soon is measured by the benchmark page-latency.
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner).Listen();
        Assert.True(dashboard.Scans.TryStart(Made.Inventory([.. Enumerable.Range(0, Devices).Select(i => $"sw-{i}")]), "campus.yaml", out _));
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        await browser.WhenConnectedAsync();
        await Expect(browser.Page.Cells("sw-0", "waiting")).ToHaveCountAsync(2);

        // One result in twenty is of a row in view, the others are elsewhere in the table.
        for (var i = 0; i < InView * 20; i++)
        {
            scanner.Give(Made.Ok(i % 20 == 0 ? $"sw-{i / 20}" : $"sw-{1000 + i}"));
        }

        await Expect(browser.Page.Results().Locator("td[data-status=ok]")).ToHaveCountAsync(InView);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Ten_thousand_rows_can_be_scrolled_to_the_last()
    {
        await using var dashboard = new Dashboard(scanner: new HandScanner()).Listen();
        Assert.True(dashboard.Scans.TryStart(Made.Inventory([.. Enumerable.Range(0, Devices).Select(i => $"sw-{i}")]), "campus.yaml", out _));
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        await browser.WhenConnectedAsync();
        await Expect(browser.Page.Cells("sw-0", "waiting")).ToHaveCountAsync(2);

        // The page has its full height only when the table knows the window; to the end of what is there before would not be the end.
        await browser.Page.WaitForFunctionAsync($"() => document.documentElement.scrollHeight > {Devices * 30}");
        await browser.Page.Keyboard.PressAsync("End");

        await Expect(browser.Page.Cells("sw-9999", "waiting")).ToHaveCountAsync(2);
        Assert.InRange(await browser.Page.Results().Locator("tr").CountAsync(), 10, 200);
        Assert.Empty(browser.Complaints);
    }
}
