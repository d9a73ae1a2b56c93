using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Whether a page that stays open grows: what comes in a day, at speed.</summary>
internal sealed class DayOfEvents : IBenchmark
{
    // One scan an hour.
    private const int Scans = 24;
    private const double ResultsPerSecond = 10_000;
    private const int WarmScans = 3;

    public string Name => "day-of-events";

    public string Description => "Chromium looks at 24 scans of 10,000 devices on two protocols, 480,000 results, and then at 500 changes a second in its rows.";

    public string Bound => "JavaScript heap within 10 %, nodes of the document within 5 %";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.ScanPage.ToString(), ViewerMeter.WindowHeight);
        await using var context = page.Context;
        await page.Locator("tr[data-device] .pick input:enabled").First.WaitForAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");

        await ScanAsync(server, WarmScans, cancellationToken);
        var looks = new List<Look> { await LookAsync(server, session, cancellationToken) };
        run.Say($"after {WarmScans} scans: {looks[0]}");
        const int Step = Scans / 4;
        for (var scans = Step; scans <= Scans; scans += Step)
        {
            await ScanAsync(server, Step, cancellationToken);
            looks.Add(await LookAsync(server, session, cancellationToken));
            run.Say($"after {scans} more: {looks[^1]}");
        }

        await server.ChurnAsync(Load.InView, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(20), cancellationToken);
        looks.Add(await LookAsync(server, session, cancellationToken));
        run.Say($"after 10,000 changes in view: {looks[^1]}");

        yield return new("JavaScript heap", "MB", [.. looks.Select(look => look.Heap)]);
        yield return Figure.Once("JavaScript heap in the end, as a share of the beginning", "", looks[^1].Heap / looks[0].Heap, Limit.AtMost(1.1, Statistic.Maximum));
        yield return new("nodes of the document", "", [.. looks.Select(look => look.Nodes)]);
        yield return Figure.Once("nodes in the end, as a share of the beginning", "", looks[^1].Nodes / looks[0].Nodes, Limit.AtMost(1.05, Statistic.Maximum));
        yield return new("listeners", "", [.. looks.Select(look => look.Listeners)]);
    }

    // Each at 10,000 results a second, so that the page is told of most of it in pieces as it would be.
    private static async Task ScanAsync(ServerProcess server, int scans, CancellationToken cancellationToken)
    {
        var look = await server.ChurnAsync(new Load("a day", ServedDevices.Count, ResultsPerSecond), cancellationToken);
        var goal = look.Given + ((long)scans * ServedDevices.Endpoints);
        while (look.Given < goal)
        {
            await Task.Delay(100, cancellationToken);
            look = await server.LookAsync(cancellationToken);
        }
    }

    private static async Task<Look> LookAsync(ServerProcess server, ICDPSession session, CancellationToken cancellationToken)
    {
        await server.StillAsync(cancellationToken);

        // The last changes are drawn, and their animations end.
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        return new Look(metrics["JSHeapUsedSize"] / 1e6, metrics["Nodes"], metrics["JSEventListeners"]);
    }

    private sealed record Look(double Heap, double Nodes, double Listeners)
    {
        public override string ToString() => $"heap {Heap:0.0} MB, {Nodes} nodes, {Listeners} listeners";
    }
}
