using NetDashboard.Probing;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Browser;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Walls;

/// <summary>What a wall says, and to whom.</summary>
public sealed class WallWordsTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string[] s_hostile = ["<img src=x onerror=alert(1)>", "</span><script>alert(1)</script>", "\u202Ereversed\u202C", "a\u0007b", "<b>bold</b>", "javascript:alert(1)"];

    [Fact]
    public async Task Names_are_text_whatever_is_in_them()
    {
        await using var rig = WallRig.Listen();
        var board = await rig.ScanAsync(Made.Inventory(s_hostile));
        var made = await rig.ShareAsync(new WallView { Scan = board.Id }, name: "<i>NOC</i>");
        await using var screen = await WallScreen.OpenAsync(chromium, rig, made);
        var dialogs = 0;
        screen.Page.Dialog += (_, dialog) =>
        {
            Interlocked.Increment(ref dialogs);
            _ = dialog.DismissAsync();
        };
        foreach (var item in rig.Scanner.Plans.Single().Items)
        {
            rig.Scanner.Give(Made.Of(item, ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "no")));
        }

        await Expect(screen.Frame.Locator(".first .tile:not([hidden])")).ToHaveCountAsync(s_hostile.Length);
        await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("<b>bold</b>");
        await Expect(screen.Frame.Locator(".first")).ToContainTextAsync("reversed");
        Assert.DoesNotContain('\u202E', await screen.Frame.Locator("body").InnerTextAsync());
        Assert.Equal(0, await screen.Frame.Locator("body :is(script, img, b, i, iframe, [onerror])").CountAsync());
        Assert.Equal(0, dialogs);
        Assert.Empty(screen.Complaints);
        await screen.Page.ExpectNoViolationsAsync("a wall of hostile names");
    }

    [Fact]
    public async Task What_fails_newly_is_marked_comes_first_and_is_said()
    {
        await using var rig = WallRig.Listen();
        var first = await rig.ScanAsync(Made.Inventory("sw-1", "sw-2", "sw-3"));
        GiveAll(rig, "sw-1");
        await Wait.UntilAsync(() => !first.Summary.IsRunning, "The scan did not end.");
        await using var screen = await WallScreen.OpenAsync(chromium, rig, await rig.ShareAsync());
        await Expect(screen.Frame.Locator(".first .tile:not([hidden])")).ToHaveCountAsync(1);
        await Expect(screen.Frame.Locator(".badge:not(:empty)")).ToHaveCountAsync(0);

        await rig.ScanAsync(Made.Inventory("sw-1", "sw-2", "sw-3"));
        await Expect(screen.Frame.Locator("#progress-words")).ToContainTextAsync("of 6");
        GiveAll(rig, "sw-1", "sw-3");
        await Expect(screen.Frame.Locator(".first .tile:not([hidden])")).ToHaveCountAsync(2);
        await Expect(screen.Frame.Locator(".first .tile").First).ToContainTextAsync("sw-3");
        await Expect(screen.Frame.Locator(".first .tile").First).ToContainTextAsync("NEW");
        await Expect(screen.Frame.Locator("#news")).ToHaveTextAsync("Newly failing: sw-3, SSH, Telnet Authentication failed");
        await Expect(screen.Frame.Locator("#reasons")).ToContainTextAsync("Authentication failed4");
        await screen.Page.ExpectNoViolationsAsync("a wall with failures");
    }

    [Fact]
    public async Task Several_views_take_turns_and_say_which_is_shown()
    {
        await using var rig = WallRig.Listen();
        var board = await rig.ScanAsync(Made.Inventory("core-1", "edge-1"));
        GiveAll(rig);
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        var made = await rig.ShareAsync([new WallView { Scan = board.Id }, new WallView { Scan = board.Id, Filter = "name=edge*" }, new WallView { Scan = board.Id, Filter = "name=none*" }]);
        await using var screen = await WallScreen.OpenAsync(chromium, rig, made);
        await Expect(screen.Frame.Locator("#position-words")).ToHaveTextAsync("1 of 3");
        await Expect(screen.Frame.Locator("#message-title")).ToHaveTextAsync("All 2 devices OK");
        await screen.Page.ExpectNoViolationsAsync("a clean wall");

        await screen.SkipAsync(20_000);
        await Expect(screen.Frame.Locator("#position-words")).ToHaveTextAsync("2 of 3");
        await Expect(screen.Frame.Locator("#message-title")).ToHaveTextAsync("The device is OK");
        await screen.SkipAsync(20_000);
        await Expect(screen.Frame.Locator("#position-words")).ToHaveTextAsync("3 of 3");
        await Expect(screen.Frame.Locator("#message-title")).ToHaveTextAsync("No devices");
    }

    private static void GiveAll(WallRig rig, params string[] failing)
    {
        foreach (var item in rig.Scanner.Plans.Last().Items)
        {
            rig.Scanner.Give(Made.Of(item, failing.Contains(item.Device.Name, StringComparer.Ordinal) ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "no") : ProbeVerdict.Ok("x#")));
        }

        rig.Scanner.End();
    }
}
