using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How soon somebody who opens a scan sees it, and what that person has to load.</summary>
internal sealed class FirstPaint : IBenchmark
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);

    public string Name => "first-paint";

    public string Description => "Chromium with an empty cache opens a scan of 10,000 rows with 500 changes a second on a warm server.";

    public string Bound => "rows with their status painted after 0.8 s, 350 KB compressed in all";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await using var browser = await Browser.StartAsync();
        await server.ChurnAsync(Load.Anywhere, cancellationToken);

        // Twice, for what is compiled when it is used often.
        await OpenAsync(browser, server, cancellationToken);
        var opened = await run.RepeatAsync("opened", () => OpenAsync(browser, server, cancellationToken), Describe);

        yield return new("rows with their status painted", "ms", [.. opened.Select(page => page.Rows)], Limit.AtMost(800, Statistic.Median));
        yield return new("anything painted", "ms", [.. opened.Select(page => page.Any)]);
        yield return new("table takes clicks", "ms", [.. opened.Select(page => page.Live)]);
        await using var published = await PublishedProduct.StartAsync(run.Folder, cancellationToken);
        var (kilobytes, largest) = await SumAsync(published, opened[^1].Responses, cancellationToken);

        // A browser does not tell what a WebSocket's messages were before their compression was undone; a viewer without one does.
        await using var viewer = await Crowd.GatherAsync(server, 1, new ViewerMeter(), cancellationToken);
        var circuit = viewer.Viewers[0].Received / 1e3;
        yield return Figure.Once("loaded in all, compressed", "KB", kilobytes + circuit, Limit.AtMost(350, Statistic.Maximum), largest);
        yield return Figure.Once("of that over the circuit, until the table is there", "KB", circuit);
    }

    private static string Describe(Opened page) => $"rows after {page.Rows:0} ms, live after {page.Live:0} ms, {page.Responses.Count} responses";

    // Files as the published program sends them, for only that compresses them; what is made for the request as it came.
    private static async Task<(double Kilobytes, string Largest)> SumAsync(
        PublishedProduct published, IReadOnlyCollection<(Uri Url, double Size)> responses, CancellationToken cancellationToken)
    {
        var sizes = new List<(string Path, double Size)>();
        foreach (var (url, size) in responses)
        {
            var isFile = Path.HasExtension(url.AbsolutePath);
            sizes.Add((url.AbsolutePath, isFile ? await published.SizeAsync(url.AbsolutePath, cancellationToken) ?? size : size));
        }

        var largest = sizes.OrderByDescending(each => each.Size).Take(5).Select(each => $"{each.Path} {each.Size / 1e3:0.0}");
        return (sizes.Sum(each => each.Size) / 1e3, $"{sizes.Count} responses; {string.Join(", ", largest)}");
    }

    private static async Task<Opened> OpenAsync(Browser browser, ServerProcess server, CancellationToken cancellationToken)
    {
        var (page, watching) = await browser.OpenAsync("about:blank", ViewerMeter.WindowHeight, PageLoad.WatchAsync);
        await using var context = page.Context;
        var load = await watching;
        await page.GotoAsync(server.ScanPage.ToString());
        await page.Locator("tr[data-device] .pick input:enabled").First.WaitForAsync();
        var live = await page.EvaluateAsync<double>("() => performance.now()");
        var paints = await PageLoad.PaintsAsync(page);
        await Task.Delay(s_quiet, cancellationToken);
        return new Opened(paints.Any, paints.Rows, live, load.Responses);
    }

    private sealed record Opened(double Any, double Rows, double Live, IReadOnlyCollection<(Uri Url, double Size)> Responses);
}
