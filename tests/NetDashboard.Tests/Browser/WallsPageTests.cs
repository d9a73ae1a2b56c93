using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>Walls are shared and taken back in a real browser.</summary>
public sealed class WallsPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
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
    public async Task A_wall_is_shared_its_address_is_shown_once_and_it_is_revoked_and_renewed()
    {
        Assert.True(_dashboard.Scans.TryStart(Made.Inventory("sw-1", "sw-2"), "campus.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => _scanner.Plans.Count == 1, "The scanner was not asked.");
        _scanner.Give(Made.Failed("sw-2"));
        await Wait.UntilAsync(() => board.Summary.Done == 1, "The result did not come.");
        await using var browser = await chromium.OpenAsync(_dashboard.Url);
        var page = browser.Page;
        await page.GotoAsync(_dashboard.Url + "/walls");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Share wall" })).ToBeEnabledAsync();
        await Expect(page.GetByText("No wall is shared yet.")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("walls, none yet");

        await page.GetByLabel("Name of the screen").FillAsync("NOC west");
        await page.GetByLabel("Devices", new() { Exact = true }).FillAsync("site=(");
        await page.GetByRole(AriaRole.Button, new() { Name = "Share wall" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name of the screen")).ToHaveValueAsync("NOC west");
        await page.GetByLabel("Devices", new() { Exact = true }).FillAsync("name=sw*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Share wall" }).ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog);
        var address = await dialog.Locator("[data-share-address]").InnerTextAsync();
        Assert.Matches("^" + System.Text.RegularExpressions.Regex.Escape(_dashboard.Url) + "/wall/[A-Za-z0-9_-]{43}$", address);
        await Expect(dialog.GetByRole(AriaRole.Img, new() { Name = "QR code of the address of NOC west" })).ToBeVisibleAsync();
        await Expect(dialog.GetByText("Only this machine can open it")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("the address of a wall");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.DoesNotContain(address[^43..], await page.ContentAsync(), StringComparison.Ordinal);

        var row = page.Locator("tr[data-share='NOC west']");
        await Expect(row).ToContainTextAsync("All inventories where name=sw*");
        var wall = await page.Context.NewPageAsync();
        await wall.GotoAsync(address);
        await Expect(wall.FrameLocator("iframe").GetByText("sw-2", new() { Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(address[^43..], wall.Url, StringComparison.Ordinal);
        await Expect(row.Locator("td.number")).ToHaveTextAsync("1", new() { Timeout = 15_000 });

        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Revoked");
        await Expect(wall.FrameLocator("iframe").GetByText("This link was revoked")).ToBeVisibleAsync();
        await Expect(wall.FrameLocator("iframe").GetByText("sw-2", new() { Exact = true })).ToHaveCountAsync(0);
        await page.ExpectNoViolationsAsync("walls, one revoked");

        await row.GetByRole(AriaRole.Button, new() { Name = "Renew for 30 days" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Valid");
        await Expect(wall.FrameLocator("iframe").GetByText("sw-2", new() { Exact = true })).ToBeVisibleAsync();

        var desk = _dashboard.Services.GetRequiredService<ShareLinkDesk>();
        await desk.RevokeAsync(Assert.Single(await desk.ListAsync(CancellationToken.None)).Id, CancellationToken.None);
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }
}
