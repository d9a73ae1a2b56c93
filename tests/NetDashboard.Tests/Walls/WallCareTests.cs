using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NetDashboard.Tests.Browser;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Walls;

/// <summary>What keeps a wall well that nobody touches for weeks.</summary>
public sealed class WallCareTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int FrozenFor = 14_000;
    private const int PaintedBy = 12_500;

    [Fact]
    public async Task A_new_build_loads_the_screen_anew_behind_the_old_one()
    {
        await using var rig = WallRig.Listen();
        await rig.ScanAsync(Made.Inventory("sw-1"));
        await using var screen = await WallScreen.OpenAsync(chromium, rig, await rig.ShareAsync());
        var page = screen.Page;
        await page.EvaluateAsync("() => { document.querySelector('iframe').contentWindow.isOld = true; window.isKeeper = true; window.gaps = 0; new MutationObserver(() => { window.gaps += document.querySelector('iframe:not(.coming)') ? 0 : 1; }).observe(document.querySelector('#frames'), { childList: true }); }");

        // Answers of another build, over polling: the stream is cut off.
        await page.Context.RouteAsync("**/events?*", route => route.AbortAsync());
        await page.Context.RouteAsync("**/state?*", async route =>
        {
            var headers = route.Request.Headers.Where(header => header.Key is not "if-none-match").ToDictionary(StringComparer.Ordinal);
            var answer = await route.FetchAsync(new() { Headers = headers });
            var state = JsonNode.Parse(await answer.TextAsync())!;
            state["build"] = "another";
            await route.FulfillAsync(new() { Response = answer, Body = state.ToJsonString() });
        });
        await rig.Links.RevokeAsync((await rig.Links.ListAsync(CancellationToken.None)).Single().Id, CancellationToken.None);
        await Expect(screen.Frame.Locator("html")).ToHaveAttributeAsync("data-link", "gone");
        await rig.Links.RenewAsync((await rig.Links.ListAsync(CancellationToken.None)).Single().Id, expiresAt: null, CancellationToken.None);
        await Expect(screen.Frame.Locator("html")).ToHaveAttributeAsync("data-link", "shown");
        Assert.True(await IsOldAsync(page), "It did not wait for its moment.");

        // The moment lies within half a minute; more than that at once would be taken for a stall.
        await screen.SkipAsync(29_000);
        await page.WaitForFunctionAsync("() => { const frame = document.querySelector('iframe:not(.coming)'); return frame && !frame.contentWindow.isOld; }");
        await Expect(screen.Frame.Locator("#wall-name")).ToHaveTextAsync("NOC west");
        Assert.Equal((true, 0), (await page.EvaluateAsync<bool>("() => window.isKeeper"), await page.EvaluateAsync<int>("() => window.gaps")));
    }

    [Fact]
    public async Task A_page_whose_thread_stands_still_is_painted_over()
    {
        await using var rig = WallRig.Listen();
        await rig.ScanAsync(Made.Inventory("sw-1"));
        await using var screen = await WallScreen.OpenAsync(chromium, rig, await rig.ShareAsync());
        var devTools = await screen.Page.Context.NewCDPSessionAsync(screen.Page);
        var stands = false;
        var painted = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        devTools.Event("Page.screencastFrame").OnEvent += (_, frame) =>
        {
            if (Volatile.Read(ref stands))
            {
                painted.TrySetResult(frame!.Value.GetProperty("data").GetString()!);
            }

            _ = devTools.SendAsync("Page.screencastFrameAck", With("sessionId", frame!.Value.GetProperty("sessionId").GetInt32()));
        };
        await devTools.SendAsync("Page.startScreencast", With("format", "png"));
        var standing = screen.Page.EvaluateAsync("length => { const since = performance.now(); while (performance.now() - since < length); }", FrozenFor);

        // What was drawn before the standstill may still be under way.
        await Task.Delay(2000);
        Volatile.Write(ref stands, true);
        var picture = await painted.Task.WaitAsync(TimeSpan.FromMilliseconds(PaintedBy - 2000));
        Assert.False(standing.IsCompleted, "The thread runs again.");
        await standing;
        var (over, below) = (await ColourAsync(screen.Page, picture, "[5, 5]"), await ColourAsync(screen.Page, picture, "[5, 710]"));
        Assert.Equal("244,112,123", over);
        Assert.False(string.Equals(over, below, StringComparison.Ordinal), "All of it is painted over.");
        await Expect(screen.Frame.Locator("html")).ToHaveAttributeAsync("data-level", "good");
    }

    private static Dictionary<string, object> With(string name, object value) => new(StringComparer.Ordinal) { [name] = value };

    private static Task<bool> IsOldAsync(IPage page) => page.EvaluateAsync<bool>("() => document.querySelector('iframe:not(.coming)').contentWindow.isOld === true");

    private static Task<string> ColourAsync(IPage page, string picture, string place) => page.EvaluateAsync<string>(
        $$"""
        async data => {
          const image = new Image();
          image.src = `data:image/png;base64,${data}`;
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          return context.getImageData(...{{place}}, 1, 1).data.slice(0, 3).join();
        }
        """,
        picture);
}
