using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Fleets;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>What a large scan costs the client, measured from outside as one whole process.</summary>
internal sealed class ThousandDevices : IBenchmark
{
    private const int Devices = 1_000;

    public string Name => "scan-1000";

    public string Description => "Scan of 1,000 devices at concurrency 256, as a process: SSH, Telnet, both.";

    public string Bound => "over SSH all right, client CPU at most 1.8 ms per login, peak RSS under 120 MB, under 40 threads";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (only, title) in new[] { ("ssh", "SSH"), ("telnet", "Telnet"), (null, "both") })
        {
            // Promised for SSH; the others are shown to be compared with it.
            var isPromised = only is "ssh";
            var logins = only is null ? 2 * Devices : Devices;
            await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, only, cancellationToken: cancellationToken);
            var scans = await run.RepeatAsync(title, () => ScanProcess.RunAsync(run.Folder, fleet.InventoryFile, cancellationToken), scan => scan.Summary);

            yield return new($"{title}: logins right", "", [.. scans.Select(scan => (double)scan.CountOf("ok"))], Limit.Exactly(logins));
            yield return new($"{title}: client CPU per login", "ms", [.. scans.Select(scan => scan.CpuPerResult)], isPromised ? Limit.AtMost(1.8, Statistic.Median) : null);
            yield return new($"{title}: peak RSS", "MB", [.. scans.Select(scan => scan.Cost.PeakRss)], isPromised ? Limit.Below(120, Statistic.Maximum) : null);
            yield return new($"{title}: threads", "", [.. scans.Select(scan => (double)scan.Cost.PeakThreads)], isPromised ? Limit.Below(40, Statistic.Maximum) : null);
            yield return new($"{title}: wall", "s", [.. scans.Select(scan => scan.Cost.Wall.TotalSeconds)]);
        }
    }
}
