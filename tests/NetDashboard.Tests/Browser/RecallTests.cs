using Microsoft.Playwright;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>A scan from before a restart: what its inventory asks is asked again, and what is gone is said.</summary>
public sealed class RecallTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("netdashboard-recall-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Resume_asks_what_the_inventory_asks_and_tries_only_what_is_left(ColorScheme colors, int width)
    {
        var id = await InterruptAsync("sw-1", "sw-2", "sw-3");
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner, root: _root).Listen();
        await Wait.UntilAsync(() => dashboard.Scans.Find(id) is not null, "The scan is not there after a restart.");
        dashboard.Write("asks.yaml", Inventory("sw-1", "sw-2"));
        await using var browser = await chromium.OpenAsync(dashboard.Url, colors, width, path: $"/scans/{id}");
        var page = browser.Page;
        await Expect(page.ResumeScan()).ToHaveTextAsync("Resume scan (2 left)");
        await Expect(page.ResumeScan()).ToBeEnabledAsync();

        await page.ResumeScan().FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var box = page.GetByRole(AriaRole.Dialog);
        await Expect(box.GetByLabel("Password of the day")).ToBeFocusedAsync();
        await box.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(box.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Not everything that is asked was answered.");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        Assert.Empty(browser.Complaints);
        await page.ExpectNoViolationsAsync("the questions of an inventory");
        Assert.Empty(scanner.Plans);

        await box.GetByLabel("Password of the day").FillAsync("sesame");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("1 login was left out")).ToContainTextAsync("the inventories have 1 device no longer");
        await Wait.UntilAsync(() => !scanner.Plans.IsEmpty, "Nothing was resumed.");
        var plan = scanner.Plans.Single();
        var item = Assert.Single(plan.Items);
        Assert.Equal(("sw-2", 1, "sesame"), (item.Device.Name, item.Attempt, plan.Credentials[item.Endpoint.CredentialId].Password!.Reveal()));
        scanner.Give(Made.Ok("sw-2"));
        scanner.End();
        await Expect(page.Progress()).ToHaveAttributeAsync("data-state", "completed");
        await Expect(page.Cells("sw-1", "ok")).ToHaveCountAsync(1);
        await Expect(page.Cells("sw-2", "ok")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task When_the_inventory_is_gone_that_is_said_with_what_to_do()
    {
        var id = await InterruptAsync("sw-1", "sw-2", "sw-3");
        await using var dashboard = new Dashboard(scanner: new HandScanner(), root: _root).Listen();
        await Wait.UntilAsync(() => dashboard.Scans.Find(id) is not null, "The scan is not there after a restart.");
        File.Delete(Path.Combine(dashboard.Inventories, "asks.yaml"));
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{id}");
        var page = browser.Page;
        await Expect(page.ResumeScan()).ToBeEnabledAsync();

        await page.ResumeScan().ClickAsync();

        var words = page.GetByText("2 logins were left out, of 2 devices");
        await Expect(words).ToContainTextAsync("asks.yaml is not in the library any more");
        await Expect(words).ToContainTextAsync("give a credential");
        Assert.False(dashboard.Scans.IsRunning, "Something was begun.");
    }

    private static string Inventory(params string[] names) => string.Concat(names.Select(name =>
        $"- name: {name}\n  host: host-of-{name}\n  auth_username: admin\n  auth_password: ${{ask:Password of the day}}\n  auth_strict_key: false\n  transport: asyncssh\n"));

    // A scan that has a result of its first device when the program ends.
    private async Task<Guid> InterruptAsync(params string[] names)
    {
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner, root: _root).Listen();
        dashboard.Write("asks.yaml", Inventory(names));
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        var page = browser.Page;
        await page.GetByLabel("Password of the day").FillAsync("before");
        await page.StartScan().ClickAsync();
        await Wait.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
        scanner.Give(Made.Ok(names[0]));
        await Expect(page.Cells(names[0], "ok")).ToHaveCountAsync(1);
        return dashboard.Scans.Recent[0].Id;
    }
}
