using Microsoft.Playwright;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Walls;

/// <summary>A wall as a browser shows it.</summary>
internal sealed class WallScreen(WatchedPage browser) : IAsyncDisposable
{
    // Moves the page's clocks on, monotonic and of the day, as if it had waited.
    private const string SkippableTime = """
        (() => {
          let skipped = 0;
          const now = performance.now.bind(performance);
          const Real = Date;
          window.skipTime = milliseconds => { skipped += milliseconds; };
          performance.now = () => now() + skipped;
          window.Date = class extends Real {
            constructor(...given) {
              if (given.length > 0) { super(...given); } else { super(Real.now() + skipped); }
            }
            static now() { return Real.now() + skipped; }
          };
        })();
        """;

    public IPage Page => browser.Page;

    public IReadOnlyCollection<string> Complaints => browser.Complaints;

    /// <summary>The screen in the keeper's frame.</summary>
    public IFrameLocator Frame => Page.FrameLocator("iframe:not(.coming)");

    public static async Task<WallScreen> OpenAsync(Chromium chromium, WallRig rig, NewShareLink made, int width = 1280, int height = 720)
    {
        var screen = new WallScreen(await chromium.OpenAsync(rig.Dashboard.Url, width: width, height: height, path: made.Path, script: SkippableTime));
        await Expect(screen.Frame.Locator("html")).ToHaveAttributeAsync("data-level", "good");
        return screen;
    }

    public Task<IFrame> CurrentAsync() => FrameOfAsync("iframe:not(.coming)");

    public async Task SkipAsync(int milliseconds) => await (await CurrentAsync()).EvaluateAsync("skipped => skipTime(skipped)", milliseconds);

    /// <summary>All text and markup of the screen, of what is hidden too.</summary>
    public async Task<string> ContentAsync() => await (await CurrentAsync()).ContentAsync();

    public ValueTask DisposeAsync() => browser.DisposeAsync();

    private async Task<IFrame> FrameOfAsync(string selector) =>
        await (await Page.QuerySelectorAsync(selector) ?? throw new InvalidOperationException("The keeper has no frame.")).ContentFrameAsync() ?? throw new InvalidOperationException("The frame has gone.");
}
