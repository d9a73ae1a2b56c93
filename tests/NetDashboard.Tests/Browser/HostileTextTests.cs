using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>Markup, terminal sequences and marks of direction from names, prompts and banners are shown and never obeyed.</summary>
public sealed class HostileTextTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Opened = 12;
    private const string Foreign = "main :is(script, style, img, iframe, base, meta, link, object, embed, b, td h1, [onerror], [onload], [onfocus], [onmouseover], a[href^='javascript'])";

    private static readonly FleetOptions s_options = new()
    {
        Devices = HostileTexts.Count,
        BaseAddress = IPAddress.Parse("127.92.0.1"),
        Mix = FleetMix.Parse("hostile"),
    };

    [Fact]
    public async Task Five_hundred_hostile_devices_are_shown_without_a_dialog_or_a_breach_of_the_policy()
    {
        await using var fleet = await SimulatedFleet.StartAsync(s_options);
        await using var dashboard = new Dashboard().Listen();
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        var page = browser.Page;
        var dialogs = 0;
        page.Dialog += (_, dialog) =>
        {
            Interlocked.Increment(ref dialogs);
            _ = dialog.DismissAsync();
        };
        await page.EvaluateAsync("() => { window.breaches = 0; addEventListener('securitypolicyviolation', () => window.breaches++); }");
        await page.UploadAsync(Names.Yaml("hostile.yaml", Write(fleet)));
        await Expect(page.GetByText($"hostile.yaml was accepted: {HostileTexts.Count} devices.")).ToBeVisibleAsync();
        await page.StartScan().ClickAsync();
        await Expect(page.GetByText("completed, started")).ToBeVisibleAsync(new() { Timeout = 120_000 });

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var steps = 0; seen.Count < HostileTexts.Count && steps < 200; steps++)
        {
            await ExpectNothingForeignAsync(page);
            seen.UnionWith(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('tr[data-device]')].map(row => row.dataset.device)"));
            await page.Mouse.WheelAsync(0, 600);
            await page.WaitForTimeoutAsync(50);
        }

        Assert.Equal(HostileTexts.Count, seen.Count);
        for (var i = 0; i < Opened; i++)
        {
            var board = dashboard.Scans.Newest!;
            var device = board.Layout.Devices[i * HostileTexts.Count / Opened];
            await page.GotoAsync($"/scans/{board.Id}?q={Uri.EscapeDataString(device.Host)}");
            await Expect(page.Locator("tr[data-device]").First.GetByRole(AriaRole.Checkbox)).ToBeEnabledAsync();
            await page.Locator("tr[data-device]").First.GetByRole(AriaRole.Checkbox).PressAsync("Enter");
            await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(device.Host);
            await ExpectNothingForeignAsync(page);
            Assert.Equal(0, await page.Locator("[role=dialog] :is(script, style, img, iframe, base, meta, b, td, [onerror], [onload], a[href^='javascript'])").CountAsync());
        }

        Assert.Equal(0, dialogs);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => window.breaches ?? 0"));
        Assert.Empty(browser.Complaints);
    }

    private static async Task ExpectNothingForeignAsync(IPage page) => Assert.Equal(0, await page.Locator(Foreign).CountAsync());

    // Names take what the inventory allows in one: printable characters, and no reference.
    private static string Write(SimulatedFleet fleet)
    {
        var yaml = new StringBuilder();
        foreach (var (device, i) in fleet.Devices.Select((device, i) => (device, i)))
        {
            var name = $"{i} {new string([.. HostileTexts.Banner(i).Where(c => c is >= ' ' and < '\u007f').Take(60)])}".Replace("${", "$ {", StringComparison.Ordinal);
            foreach (var (transport, port) in new[] { ("asyncssh", device.SshPort), ("asynctelnet", device.TelnetPort) })
            {
                yaml.Append(
                    $"- host: {device.Address}\n  name: {JsonSerializer.Serialize(name)}\n  port: {port}\n  transport: {transport}\n  auth_username: {s_options.UserName}\n  auth_password: {s_options.Password}\n  auth_secondary: {s_options.EnableSecret}\n  auth_strict_key: false\n  platform: {device.Platform}\n  timeout_ops: 60\n");
            }
        }

        return yaml.ToString();
    }
}
