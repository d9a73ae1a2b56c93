using NetDashboard.Probing;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Browser;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Walls;

/// <summary>That a wall is never wrong about its own age, and comes back by itself.</summary>
public sealed class WallAgeTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const float FreshWithin = 15_000;
    private const float DarkWithin = 10_000;

    [Fact]
    public async Task Without_the_server_a_wall_is_amber_then_stale_keeps_its_data_and_recovers_untouched()
    {
        var root = Directory.CreateTempSubdirectory("netdashboard-tests-walls-");
        try
        {
            var rig = WallRig.Listen(root: root.FullName);
            var made = await ShareFailureAsync(rig);
            var port = new Uri(rig.Dashboard.Url).Port;
            await using var screen = await WallScreen.OpenAsync(chromium, rig, made);
            await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("sw-2");
            await Expect(screen.Frame.Locator("#last")).ToContainTextAsync("Last scan");
            await (await screen.CurrentAsync()).EvaluateAsync("() => { window.untouched = true; }");
            await rig.DisposeAsync();

            await screen.SkipAsync(10_000);
            await Expect(screen.Frame.Locator("html")).ToHaveAttributeAsync("data-level", "late");
            await Expect(screen.Frame.Locator("#connection")).ToContainTextAsync("last answer");
            await Expect(screen.Frame.Locator("#stale")).ToBeHiddenAsync();
            await screen.SkipAsync(20_000);
            await Expect(screen.Frame.Locator("#stale-title")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^STALE since \d\d:\d\d:\d\d$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            await Expect(screen.Frame.Locator("#alarm")).ToContainTextAsync("STALE since");
            await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("SSH, Telnet Authentication failed");
            await screen.Page.ExpectNoViolationsAsync("a stale wall");

            await using var next = WallRig.Listen(root: root.FullName, port: port);
            await Expect(screen.Frame.Locator("html")).ToHaveAttributeAsync("data-level", "good", new() { Timeout = FreshWithin });
            await Expect(screen.Frame.Locator("#stale")).ToBeHiddenAsync();
            await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("sw-2");
            Assert.True(await (await screen.CurrentAsync()).EvaluateAsync<bool>("() => window.untouched"), "The page was loaded again.");
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_revoked_link_darkens_its_wall_and_a_renewed_one_brings_it_back()
    {
        await using var rig = WallRig.Listen();
        var made = await ShareFailureAsync(rig);
        await using var screen = await WallScreen.OpenAsync(chromium, rig, made);
        await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("sw-2");

        await rig.Links.RevokeAsync(made.Link.Id, CancellationToken.None);
        await Expect(screen.Frame.Locator("#message-title")).ToHaveTextAsync("This link was revoked", new() { Timeout = DarkWithin });
        var content = await screen.ContentAsync();
        foreach (var hidden in new[] { "sw-", "host-of", "campus", "Authentication", "NOC west" })
        {
            Assert.DoesNotContain(hidden, content, StringComparison.Ordinal);
        }

        await screen.Page.ExpectNoViolationsAsync("a revoked wall");
        await rig.Links.RenewAsync(made.Link.Id, expiresAt: null, CancellationToken.None);
        await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("sw-2", new() { Timeout = FreshWithin });
        await Expect(screen.Frame.Locator("#wall-name")).ToHaveTextAsync("NOC west");
    }

    private static async Task<NewShareLink> ShareFailureAsync(WallRig rig)
    {
        var board = await rig.ScanAsync(Made.Inventory("sw-1", "sw-2"));
        foreach (var item in rig.Scanner.Plans.Single().Items)
        {
            rig.Scanner.Give(Made.Of(item, item.Device.Name == "sw-1" ? ProbeVerdict.Ok("x#") : ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "no")));
        }

        rig.Scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        return await rig.ShareAsync(new WallView { Scan = board.Id });
    }
}
