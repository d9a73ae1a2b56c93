using System.Net;
using Microsoft.Playwright;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>What most people come for, from an inventory to a mended device: the real program, real logins, a real browser.</summary>
public sealed class MainJobTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const float ScanTimeout = 30_000;

    private static readonly FleetOptions s_good = new() { Devices = 4, BaseAddress = IPAddress.Parse("127.91.0.1"), Mix = FleetMix.Right };
    private static readonly FleetOptions s_late = new() { Devices = 2, BaseAddress = IPAddress.Parse("127.91.1.1"), Mix = FleetMix.Right };

    [Fact]
    public async Task Upload_scan_watch_rows_turn_mend_re_run_and_a_second_page_sees_the_same()
    {
        await using var good = await SimulatedFleet.StartAsync(s_good);
        string inventory;
        await using (var late = await SimulatedFleet.StartAsync(s_late))
        {
            inventory = Write(good) + Write(late);
        }

        await using var dashboard = new Dashboard().Listen();
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        var page = browser.Page;
        await page.UploadAsync(Names.Yaml("campus.yaml", inventory));
        await page.StartScan().ClickAsync();

        // Two of the six devices are not up yet.
        await Expect(page.Results().Locator("td[data-status=ok]")).ToHaveCountAsync(8, new() { Timeout = ScanTimeout });
        await Expect(page.Results().Locator("td[data-status=failed]")).ToHaveCountAsync(4, new() { Timeout = ScanTimeout });
        await Expect(page.Cells("127.91.1.1", "failed").First).ToContainTextAsync("Connection refused");
        await Expect(page.Cells("127.91.0.1", "ok").First).ToContainTextAsync("#");
        await Expect(page).ToHaveTitleAsync("(4) NetDashboard");

        await using var mended = await SimulatedFleet.StartAsync(s_late);
        await using var second = await chromium.OpenAsync(dashboard.Url);
        await Expect(second.Page.Results().Locator("td[data-status=failed]")).ToHaveCountAsync(4);
        await page.GetByRole(AriaRole.Button, new() { Name = "Re-run failed (4)" }).ClickAsync();

        foreach (var seen in new[] { page, second.Page })
        {
            await Expect(seen.Results().Locator("td[data-status=ok]")).ToHaveCountAsync(12, new() { Timeout = ScanTimeout });
            await Expect(seen.Cells("127.91.1.1", "ok").First).ToContainTextAsync("try 2");
            await Expect(seen).ToHaveTitleAsync("NetDashboard");
            await Expect(seen.RerunFailed()).ToBeDisabledAsync();
        }

        Assert.DoesNotContain(s_good.Password, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(4 * 2, good.Counters.Submissions);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Closing_the_browser_does_not_stop_the_scan()
    {
        await using var fleet = await SimulatedFleet.StartAsync(s_good with { BaseAddress = IPAddress.Parse("127.91.2.1"), Mix = FleetMix.Of(DeviceBehaviour.Slow) });
        await using var dashboard = new Dashboard().Listen();
        dashboard.Write("campus.yaml", Write(fleet));
        await using (var browser = await chromium.OpenAsync(dashboard.Url))
        {
            await browser.Page.StartScan().ClickAsync();
            await Expect(browser.Page.CancelScan()).ToBeEnabledAsync();
        }

        await using var later = await chromium.OpenAsync(dashboard.Url);
        await Expect(later.Page.Results().Locator("td[data-status=ok]")).ToHaveCountAsync(8, new() { Timeout = ScanTimeout });
    }

    private static string Write(SimulatedFleet fleet)
    {
        using var text = new StringWriter();
        FleetInventory.Write(fleet, text);
        return text.ToString();
    }
}
