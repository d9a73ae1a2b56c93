using Microsoft.Playwright;

namespace NetDashboard.Benchmarks.Page;

/// <summary>The system's Chromium.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        if (!File.Exists(Executable))
        {
            throw new FileNotFoundException($"This benchmark needs the browser {Executable}. On Debian: apt-get install chromium. bash eng/bench.sh does that.");
        }

        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        }));
    }

    /// <summary>Opens a page in a browser window of its own.</summary>
    /// <param name="url">The page.</param>
    /// <param name="height">Height of the window in pixels; it decides how many rows are on screen.</param>
    public async Task<IPage> OpenAsync(string url, int height) => (await OpenAsync(url, height, page => page)).Page;

    /// <summary>Opens a page that is watched from before it loads.</summary>
    /// <param name="url">The page.</param>
    /// <param name="height">Height of the window in pixels.</param>
    /// <param name="watch">Begins to watch it.</param>
    public async Task<(IPage Page, T Watch)> OpenAsync<T>(string url, int height, Func<IPage, T> watch)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = height } });
        var page = await context.NewPageAsync();
        var watched = watch(page);
        await page.GotoAsync(url);
        return (page, watched);
    }

    /// <summary>A window of its own.</summary>
    /// <param name="colors">Its theme.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public Task<IBrowserContext> NewContextAsync(ColorScheme colors, int width, int height) =>
        _browser.NewContextAsync(new() { ColorScheme = colors, ViewportSize = new() { Width = width, Height = height } });

    /// <summary>Talks to the browser as a whole.</summary>
    public Task<ICDPSession> InspectAsync() => _browser.NewBrowserCDPSessionAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
