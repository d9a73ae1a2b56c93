using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Browser;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Walls;

/// <summary>That a wall fits its screen, and is read from afar.</summary>
public sealed class WallFitTests(Chromium chromium) : IClassFixture<Chromium>
{
    // Of the logins, of which a device has two.
    private const int EveryFailing = 30;

    // What is out of place, in words; the text of failing tiles is at least 1.1 % of the longer side of a 16:9 screen high.
    private const string FindFaults = """
        devices => {
          const faults = [];
          const root = document.documentElement;
          if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) { faults.push('it scrolls'); }
          for (const id of ['shifted', 'stage', 'field']) {
            const box = document.getElementById(id);
            if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) { faults.push(`${id} overflows`); }
          }
          const tiles = [...document.querySelectorAll('.tile:not([hidden])')];
          for (const part of [...tiles, ...document.querySelectorAll('.counter, #clock, #wall-name, #last, #connection')]) {
            const { left, top, right, bottom } = part.getBoundingClientRect();
            if (left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) { faults.push(`${part.id || part.textContent} lies outside`); }
          }
          const least = Math.max(innerWidth, innerHeight) * 0.011 - 0.1;
          for (const text of document.querySelectorAll('.first .tile:not([hidden]) :is(.tile-name, .tile-text:not(:empty), .tile-address:not(:empty))')) {
            const size = parseFloat(getComputedStyle(text).fontSize);
            if (size < least) { faults.push(`${text.textContent} is ${size} px high`); }
          }
          if (tiles.length > 0) {
            const told = tiles.reduce((sum, tile) => sum + (tile.matches('.more') ? Number(/\+([0-9,]+)/.exec(tile.textContent)[1].replaceAll(',', '')) : 1), 0);
            if (told !== devices) { faults.push(`the tiles tell of ${told} devices`); }
          }
          return [...new Set(faults)].slice(0, 5).join('; ');
        }
        """;

    private static readonly (int Width, int Height)[] s_screens = [(1920, 1080), (3840, 2160), (1280, 720), (1080, 1920)];

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(120)]
    [InlineData(1000)]
    [InlineData(5000)]
    public async Task Every_number_of_devices_fits_every_screen_without_scrolling(int devices)
    {
        await using var rig = WallRig.Listen();
        var failing = await ScanAsync(rig, devices, isFailing: true);
        var clean = await ScanAsync(rig, devices, isFailing: false);
        var (some, none) = (await rig.ShareAsync(new WallView { Scan = failing.Id }), await rig.ShareAsync(new WallView { Scan = clean.Id }));
        await using var screen = await WallScreen.OpenAsync(chromium, rig, some);
        await ExpectFitAsync(screen, devices, "some failing");
        var isCollapsed = await screen.Frame.Locator(".second .more:not([hidden])").CountAsync() == 1;
        Assert.True(devices is 120 || isCollapsed == devices > 120, isCollapsed ? "Tiles are collapsed though there is room." : "Tiles are not collapsed.");

        await screen.Page.GotoAsync(none.Path);
        await Expect(screen.Frame.Locator("#message-title")).ToHaveTextAsync(devices == 1 ? "The device is OK" : FormattableString.Invariant($"All {devices:N0} devices OK"));
        await ExpectFitAsync(screen, devices, "all OK");
        Assert.Empty(screen.Complaints);
    }

    private static async Task ExpectFitAsync(WallScreen screen, int devices, string what)
    {
        foreach (var (width, height) in s_screens)
        {
            await screen.Page.SetViewportSizeAsync(width, height);
            var frame = await screen.CurrentAsync();

            // Two frames of the browser: the sizes are measured, then drawn.
            await frame.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))");
            var faults = await frame.EvaluateAsync<string>(FindFaults, devices);
            Assert.True(faults.Length == 0, $"{devices} devices, {what}, on {width} x {height}: {faults}.");
        }
    }

    private static async Task<ScanBoard> ScanAsync(WallRig rig, int devices, bool isFailing)
    {
        var board = await rig.ScanAsync(Made.Inventory([.. Enumerable.Range(1, devices).Select(i => $"core-switch-{i}.example")]));
        foreach (var (item, i) in rig.Scanner.Plans.Last().Items.Select((item, i) => (item, i)))
        {
            rig.Scanner.Give(Made.Of(item, isFailing && i % EveryFailing == 0 ? ProbeVerdict.Failed(ProbeFailure.NoCommonAlgorithm, "no") : ProbeVerdict.Ok("x#")));
        }

        rig.Scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        return board;
    }
}
