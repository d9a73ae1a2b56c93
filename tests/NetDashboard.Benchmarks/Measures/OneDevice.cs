using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Fleets;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>What somebody waits who wants to know of one device: mostly the start of the runtime.</summary>
internal sealed class OneDevice : IBenchmark
{
    // Short runs, so many of them: the median of five says little on a busy machine.
    private const int Times = 4;

    public string Name => "scan-one";

    public string Description => "Scan of one device as a process, start of the runtime included: SSH, Telnet.";

    public string Bound => "at most 0.7 s (median)";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (only, title) in new[] { ("ssh", "SSH"), ("telnet", "Telnet") })
        {
            await using var fleet = await FleetProcess.StartAsync(run.Folder, devices: 1, only, cancellationToken: cancellationToken);
            var scans = await (run with { Runs = run.Runs * Times }).RepeatAsync(
                title, () => ScanProcess.RunAsync(run.Folder, fleet.InventoryFile, cancellationToken), scan => scan.Summary);

            yield return new($"{title}: logins right", "", [.. scans.Select(scan => (double)scan.CountOf("ok"))], Limit.Exactly(1));
            yield return new($"{title}: wall", "s", [.. scans.Select(scan => scan.Cost.Wall.TotalSeconds)], Limit.AtMost(0.7, Statistic.Median));
            yield return new($"{title}: client CPU", "ms", [.. scans.Select(scan => scan.Cost.Cpu.TotalMilliseconds)]);
            yield return new($"{title}: peak RSS", "MB", [.. scans.Select(scan => scan.Cost.PeakRss)]);
        }
    }
}
