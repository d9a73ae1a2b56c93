using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How soon a result is on the screen of one of twenty who look at a scan.</summary>
internal sealed class TwentyViewers : IBenchmark
{
    private const int Viewers = 20;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(6);

    public string Name => "viewers-paint";

    public string Description => "From a result to its painted cell in Chromium while 20 look at 10,000 rows and the rows in view take all of 500 changes a second.";

    public string Bound => "95th percentile 200 ms, 99th 400 ms";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await using var browser = await Browser.StartAsync();
        var meter = new ViewerMeter();
        await using var crowd = await Crowd.GatherAsync(server, Viewers - 1, meter, cancellationToken);
        var page = await browser.OpenAsync(server.ScanPage.ToString(), ViewerMeter.WindowHeight);
        await using var context = page.Context;
        await page.Locator("tr[data-device] .pick input:enabled").First.WaitForAsync();

        await server.ChurnAsync(Load.InView, cancellationToken);
        await Task.Delay(s_warmUp, cancellationToken);
        await page.WatchMarksAsync();
        meter.IsOn = true;
        await run.RepeatAsync("six seconds", () => LookAsync(page, cancellationToken), count => $"{count} results painted so far");
        meter.IsOn = false;
        var painted = await page.AgesAsync();
        var look = await server.StillAsync(cancellationToken);
        await crowd.CheckAsync();

        yield return new("result to painted cell: 95th percentile", "ms", painted, Limit.AtMost(200, Statistic.P95));
        yield return new("result to painted cell: 99th percentile", "ms", painted, Limit.AtMost(400, Statistic.P99));
        yield return new("result to the other 19 viewers", "ms", [.. meter.Ages]);
        yield return Figure.Once("viewers", "", look.Connected, Limit.Exactly(Viewers));
    }

    private static async Task<int> LookAsync(IPage page, CancellationToken cancellationToken)
    {
        await Task.Delay(s_window, cancellationToken);
        return await page.EvaluateAsync<int>("() => window.ages.length");
    }
}
