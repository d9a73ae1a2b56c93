using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Processes;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Whether viewers who no longer read harm the others, the scan or the server's memory.</summary>
internal sealed class StalledViewers : IBenchmark
{
    private const int Reading = 80;
    private const int Stalled = 20;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(20);

    public string Name => "stalled-viewers";

    public string Description => "100 circuits look at 10,000 rows with 500 changes a second; 20 of them stop reading.";

    public string Bound => "the others see results as soon as before, 1 MB for each that stalls, the scan 5 % slower at most";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        var meter = new ViewerMeter();
        await using var reading = await Crowd.GatherAsync(server, Reading, meter, cancellationToken);
        await server.ChurnAsync(Load.Anywhere, cancellationToken);
        await Task.Delay(s_warmUp, cancellationToken);
        var withoutThem = await HoldAsync(server, cancellationToken);
        await using var stalling = await Crowd.GatherAsync(server, Stalled, new ViewerMeter(), cancellationToken);

        var before = await WatchAsync(run, "all read", server, meter, cancellationToken);
        stalling.Viewers.ToList().ForEach(viewer => viewer.Stall());
        var after = await WatchAsync(run, "20 stalled", server, meter, cancellationToken);
        var withThem = await HoldAsync(server, cancellationToken);
        await reading.CheckAsync();

        yield return new("all read: result to viewer", "ms", before.Ages);
        yield return new("20 stalled: result to the others", "ms", after.Ages);
        yield return Ratio("95th percentile of the others, as a share of before", Percentile(after.Ages) / Percentile(before.Ages), Limit.AtMost(1.2, Statistic.Maximum));
        yield return Figure.Once("live objects for each that stalled", "MB", (withThem.Heap - withoutThem.Heap) / Stalled, Limit.AtMost(1, Statistic.Maximum));
        yield return Figure.Once("resident memory for each that stalled", "MB", (withThem.Rss - withoutThem.Rss) / Stalled, note: "with what zlib keeps for each connection, and what the allocators keep for later");
        yield return Ratio("rate of the scan at 500 changes a second, as a share of before", after.Rate / before.Rate, Limit.AtLeast(0.95, Statistic.Minimum));
        yield return new("all read: a scan of 20,000 results without any pace", "s", before.Bursts);
        yield return new("20 stalled: a scan of 20,000 results without any pace", "s", after.Bursts);
        yield return Figure.Once("circuits in the end", "", withThem.Circuits, Limit.Exactly(Reading + Stalled));
    }

    private static Figure Ratio(string name, double value, Limit limit) => Figure.Once(name, "", value, limit);

    private static double Percentile(IReadOnlyList<double> ages) => new Figure(string.Empty, string.Empty, ages).P95 ?? double.NaN;

    private static async Task<Watched> WatchAsync(BenchmarkRun run, string title, ServerProcess server, ViewerMeter meter, CancellationToken cancellationToken)
    {
        meter.Clear();
        await server.ChurnAsync(Load.Anywhere, cancellationToken);
        await Task.Delay(s_warmUp, cancellationToken);
        var given = await server.LookAsync(cancellationToken);
        var begun = DateTime.UtcNow;
        meter.IsOn = true;
        await Task.Delay(s_window, cancellationToken);
        meter.IsOn = false;
        var rate = ((await server.LookAsync(cancellationToken)).Given - given.Given) / (DateTime.UtcNow - begun).TotalSeconds;
        var bursts = await run.RepeatAsync($"{title}, no pace", async () => (await server.BurstAsync(cancellationToken)).Took, took => $"{took:0.00} s");
        return new Watched([.. meter.Ages], rate, bursts);
    }

    private static async Task<(double Heap, double Rss, long Circuits)> HoldAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        await SettleAsync(server, cancellationToken);
        var look = await server.CollectAsync(cancellationToken);
        return (look.Heap / 1e6, ProcessStatus.Read($"{server.Id}")!.Value.Rss, look.Circuits);
    }

    // A feed keeps what it gave last until it gives more: let that be little.
    private static async Task SettleAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        await server.ChurnAsync(Load.InView, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        await server.StillAsync(cancellationToken);
    }

    private sealed record Watched(IReadOnlyList<double> Ages, double Rate, IReadOnlyList<double> Bursts);
}
