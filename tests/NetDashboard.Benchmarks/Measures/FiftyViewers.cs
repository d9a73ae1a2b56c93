using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>What it costs the server when 50 people look at a scan.</summary>
internal sealed class FiftyViewers : IBenchmark
{
    private const int Viewers = 50;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(4);

    public string Name => "viewers-50";

    public string Description => "CPU of the server and bytes on the wire while 50 circuits look at 10,000 rows with 500 changes a second.";

    public string Bound => "12 % of a core and 1 KiB/s each with changes anywhere, 55 % and 115 KiB/s with all in the rows in view";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        var meter = new ViewerMeter();

        await server.ChurnAsync(Load.Anywhere, cancellationToken);
        var alone = await run.RepeatAsync("nobody looks", () => WatchAsync(server, null, cancellationToken), Describe);
        await server.StillAsync(cancellationToken);
        yield return new("nobody looks: CPU of the server", "% of a core", [.. alone.Select(window => window.Cpu)]);

        await using var crowd = await Crowd.GatherAsync(server, Viewers, meter, cancellationToken);
        foreach (var (load, cpu, wire) in new[] { (Load.InView, 55.0, 115.0), (Load.Anywhere, 12.0, 1.0) })
        {
            await server.ChurnAsync(load, cancellationToken);
            await Task.Delay(s_warmUp, cancellationToken);
            var given = (await server.LookAsync(cancellationToken)).Given;
            var watch = Stopwatch.StartNew();
            meter.IsOn = true;
            var windows = await run.RepeatAsync(load.Title, () => WatchAsync(server, crowd, cancellationToken), Describe);
            meter.IsOn = false;
            var seconds = watch.Elapsed.TotalSeconds;
            var rate = ((await server.LookAsync(cancellationToken)).Given - given) / seconds;
            await server.StillAsync(cancellationToken);
            await crowd.CheckAsync();

            yield return new($"{load.Title}: CPU of the server", "% of a core", [.. windows.Select(window => window.Cpu)], Limit.AtMost(cpu, Statistic.Median));
            yield return new($"{load.Title}: to each viewer", "KiB/s", [.. windows.Select(window => window.Wire)], Limit.AtMost(wire, Statistic.Median));
            yield return Figure.Once($"{load.Title}: to each viewer before compression", "KiB/s", meter.Bytes / 1024.0 / Viewers / seconds);
            yield return Figure.Once($"{load.Title}: batches to each viewer", "/s", meter.Batches / (double)Viewers / seconds);
            yield return Figure.Once($"{load.Title}: results", "/s", rate);
            meter.Clear();
        }
    }

    private static string Describe(Window window) => $"{window.Cpu:0.0} % of a core, {window.Wire:0.00} KiB/s to each";

    private static async Task<Window> WatchAsync(ServerProcess server, Crowd? crowd, CancellationToken cancellationToken)
    {
        var (bytes, cpu, watch) = (Received(crowd), server.Cpu, Stopwatch.StartNew());
        await Task.Delay(s_window, cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        return new Window((server.Cpu - cpu).TotalSeconds / seconds * 100, (Received(crowd) - bytes) / 1024.0 / Viewers / seconds);
    }

    private static long Received(Crowd? crowd) => crowd?.Viewers.Sum(viewer => viewer.Received) ?? 0;

    private readonly record struct Window(double Cpu, double Wire);
}
