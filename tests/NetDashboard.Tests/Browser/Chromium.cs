using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace NetDashboard.Tests.Browser;

/// <summary>One browser for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            throw new FileNotFoundException($"These tests need the browser {Executable}. On Debian: apt-get install chromium. bash eng/test.sh does that.");
        }

        // A busy machine is no defect of the page.
        Assertions.SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of a browser of its own: nothing is shared with other pages.</summary>
    /// <param name="url">Where the program is.</param>
    /// <param name="colors">What the system prefers.</param>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="height">Of the window, in CSS pixels.</param>
    /// <param name="path">What to open first.</param>
    /// <param name="script">Runs in every frame before its own scripts.</param>
    public async Task<WatchedPage> OpenAsync(string url, ColorScheme colors = ColorScheme.Light, int width = 1280, int height = 900, string path = "/", string? script = null)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = url, ColorScheme = colors, ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(15_000);
        if (script is not null)
        {
            await context.AddInitScriptAsync(script);
        }

        var page = await context.NewPageAsync();
        var watched = new WatchedPage(context, page);
        await page.GotoAsync(path);
        return watched;
    }
}

/// <summary>A page, and what its console complained about.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;

    public WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Errors of the console, refused scripts and styles among them, in their order.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Waits until the page is connected and answers clicks.</summary>
    public Task WhenConnectedAsync() => Page.Locator("input[type=file]:enabled").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
