using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Benchmarks.Processes;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How soon a large simulated fleet answers.</summary>
internal sealed class FleetStart : IBenchmark
{
    private const int Devices = 2_000;

    public string Name => "fleet-start";

    public string Description => "Start of a simulated fleet of 2,000 devices on both protocols, from the start of the process until every device answers.";

    public string Bound => "under 5 s";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var starts = await run.RepeatAsync("2,000 devices", () => StartAsync(run, cancellationToken), start => $"{start.Time.TotalSeconds:0.00} s");

        yield return new("start", "s", [.. starts.Select(start => start.Time.TotalSeconds)], Limit.Below(5, Statistic.Maximum));
        yield return new("CPU, start and end", "s", [.. starts.Select(start => start.Cost.Cpu.TotalSeconds)]);
        yield return new("peak RSS", "MB", [.. starts.Select(start => start.Cost.PeakRss)]);
    }

    private static async Task<(TimeSpan Time, ProcessCost Cost)> StartAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, cancellationToken: cancellationToken);
        var (_, cost) = await fleet.StopAsync();
        return (fleet.StartTime, cost);
    }
}
