using Microsoft.Playwright;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Benchmarks.Page;

/// <summary>Pictures of the pages for the README: the real program, a simulated fleet, a real browser.</summary>
internal static class Screenshots
{
    private const int Devices = 96;
    private const float ScanTimeout = 60_000;

    /// <summary>Takes them all.</summary>
    /// <param name="folder">Where they go; existing ones are replaced.</param>
    public static async Task TakeAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
        Environment.SetEnvironmentVariable("Logging__LogLevel__Microsoft.AspNetCore", "Error");
        await using var fleet = await SimulatedFleet.StartAsync(new() { Devices = Devices, Mix = FleetMix.Showcase, BaseAddress = System.Net.IPAddress.Parse("127.93.0.1") });
        await using var dashboard = new Dashboard().Listen();
        dashboard.Write("campus.yaml", Write(fleet));
        await using var browser = await Browser.StartAsync();

        await using var wide = await OpenAsync(browser, dashboard.Url, ColorScheme.Light, 1280, 900);
        var page = wide.Pages[0];
        await page.GetByRole(AriaRole.Button, new() { Name = "Start scan" }).ClickAsync();
        await Expect(page.Locator("td[data-status=ok]").First).ToBeVisibleAsync(new() { Timeout = ScanTimeout });
        await page.WaitForTimeoutAsync(500);
        await ShootAsync(page, folder, "running-light");
        await Expect(page.GetByText("completed, started")).ToBeVisibleAsync(new() { Timeout = ScanTimeout });
        await page.WaitForTimeoutAsync(1_500);

        var scan = $"{dashboard.Url}/scans/{dashboard.Scans.Newest!.Id}";
        await VisitAsync(page, scan);
        await ShootAsync(page, folder, "live-light");
        await page.GetByText("Sites, tags and times").ClickAsync();
        await page.WaitForTimeoutAsync(300);
        await ShootAsync(page, folder, "story-light");
        await VisitAsync(page, $"{scan}?reason=AuthenticationFailed");
        await page.Locator("td[data-status=failed] button").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(800);
        await ShootAsync(page, folder, "drawer-light");
        await VisitAsync(page, $"{dashboard.Url}/inventories");
        await page.WaitForTimeoutAsync(1_000);
        await ShootAsync(page, folder, "inventories-light");

        await using var dark = await OpenAsync(browser, scan, ColorScheme.Dark, 1280, 900);
        await page.WaitForTimeoutAsync(800);
        await ShootAsync(dark.Pages[0], folder, "live-dark");
        await using var narrow = await OpenAsync(browser, $"{scan}?status=failed", ColorScheme.Light, 390, 844);
        await page.WaitForTimeoutAsync(800);
        await ShootAsync(narrow.Pages[0], folder, "live-narrow");

        dashboard.Write("campus.yaml", Change(Write(fleet)));
        await VisitAsync(page, dashboard.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start scan" }).ClickAsync();
        await Expect(page.GetByText("running since")).ToBeVisibleAsync(new() { Timeout = ScanTimeout });
        await Expect(page.GetByText("completed, started")).ToBeVisibleAsync(new() { Timeout = ScanTimeout });
        await VisitAsync(page, $"{dashboard.Url}/compare/{dashboard.Scans.Newest!.Id}");
        await ShootAsync(page, folder, "compare-light");
    }

    private static string Write(SimulatedFleet fleet)
    {
        using var yaml = new StringWriter();
        FleetInventory.Write(fleet, yaml);

        // Sites and tags as a campus has them; each device has two entries.
        var sites = new[] { "ams", "fra", "lon" };
        var number = 0;
        return string.Join('\n', yaml.ToString().Split('\n').Select(line => line.StartsWith("- host: ", StringComparison.Ordinal)
            ? $"{line}\n  site: {sites[number / 2 % sites.Length]}\n  tags: [{(number++ / 2 % 8 == 0 ? "core" : "access")}]"
            : line));
    }

    // What somebody did after the first scan: here and there another port, where nothing listens.
    private static string Change(string yaml)
    {
        var entry = 0;
        return string.Join('\n', yaml.Split('\n').Select(line => line.StartsWith("  port: ", StringComparison.Ordinal) && entry++ % 14 == 5 ? "  port: 9" : line));
    }

    private static async Task<IBrowserContext> OpenAsync(Browser browser, string url, ColorScheme colors, int width, int height)
    {
        var context = await browser.NewContextAsync(colors, width, height);
        await VisitAsync(await context.NewPageAsync(), url);
        return context;
    }

    private static async Task VisitAsync(IPage page, string url)
    {
        await page.GotoAsync(url);

        // What is not connected yet is disabled.
        await page.Locator("main :is(input, button):enabled").First.WaitForAsync();
        await page.WaitForTimeoutAsync(500);
    }

    private static async Task ShootAsync(IPage page, string folder, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
}
