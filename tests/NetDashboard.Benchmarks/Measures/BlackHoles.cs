using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Fleets;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Whether dead devices hold up the living: a tenth of the fleet does not answer a connect, whose limit is 5 s.</summary>
internal sealed class BlackHoles : IBenchmark
{
    private const int Devices = 1_000;
    private const int Dead = 100;

    public string Name => "black-holes";

    public string Description => "Scan of 1,000 devices of which 100 never answer a connect, with a limit of 5 s: SSH, both.";

    public string Bound => "under 8 s in all";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (only, title) in new[] { ("ssh", "SSH"), (null, "both") })
        {
            var living = (Devices - Dead) * (only is null ? 2 : 1);
            await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, only, $"right={Devices - Dead},black-hole={Dead}", cancellationToken);
            var scans = await run.RepeatAsync(title, () => ScanProcess.RunAsync(run.Folder, fleet.InventoryFile, cancellationToken), scan => scan.Summary);

            yield return new($"{title}: wall", "s", [.. scans.Select(scan => scan.Cost.Wall.TotalSeconds)], Limit.Below(8, Statistic.Maximum));
            yield return new($"{title}: logins right", "", [.. scans.Select(scan => (double)scan.CountOf("ok"))], Limit.Exactly(living));
        }
    }
}
