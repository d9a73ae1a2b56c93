using NetDashboard.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>The published program, run from elsewhere, killed and started again.</summary>
public sealed class PublishedTests(Chromium chromium, PublishedDashboard dashboard) : IClassFixture<Chromium>, IClassFixture<PublishedDashboard>
{
    private const string Unreachable = "- host: 127.0.0.1\n  port: 1\n  auth_strict_key: false\n  transport: asyncssh\n";

    [Fact]
    public async Task It_serves_its_pages_and_after_a_kill_and_a_restart_an_open_page_shows_the_true_state()
    {
        await dashboard.StartAsync();
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        var page = browser.Page;
        await browser.WhenConnectedAsync();
        Assert.Empty(browser.Complaints);
        await Expect(page.GetByText(Path.Combine(dashboard.Folder, "inventories"))).ToBeVisibleAsync();

        await page.UploadAsync(Names.Yaml("lost.yaml", Unreachable));
        await page.StartScan().ClickAsync();
        await Expect(page.Cells("127.0.0.1", "failed")).ToContainTextAsync("Connection refused");

        await dashboard.KillAsync();
        await Expect(page.GetByText("Reconnecting")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(page.Cells("127.0.0.1", "failed")).ToHaveCountAsync(1);

        // What was shown is there again.
        await dashboard.StartAsync();
        await Expect(page.GetByText("Reconnecting")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(page.Cells("127.0.0.1", "failed")).ToContainTextAsync("Connection refused");
        await browser.WhenConnectedAsync();
        await page.UploadAsync(Names.Yaml("again.yaml", Unreachable));
        await Expect(page.StartScan()).ToBeEnabledAsync();
    }
}
