using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Engine;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Scanning;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How long a scan goes on after it was cancelled, at whatever moment.</summary>
internal sealed class CancelAnywhere : IBenchmark
{
    private const int Devices = 1_000;
    private const int Moments = 100;
    private const int Seed = 20_250_101;
    private const int DescriptorsOfTheRuntime = 3;

    public string Name => "cancel";

    public string Description => "100 random moments of a scan of 1,000 mixed devices over SSH and Telnet, cancelled: until everything has ended.";

    public string Bound => "at most 250 ms, no descriptor leaked";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, mix: ProductEngine.Mixed, cancellationToken: cancellationToken);
        var plan = await ProductEngine.PlanAsync(fleet.InventoryFile, cancellationToken);
        var scanner = ProductEngine.Scanner();
        await scanner.ScanAsync(plan, cancellationToken);
        var watch = Stopwatch.StartNew();
        await scanner.ScanAsync(plan, cancellationToken);
        var whole = watch.Elapsed;
        run.Say($"a whole scan takes {whole.TotalSeconds:0.0} s");

        var before = OwnProcess.Now();
#pragma warning disable CA5394 // Moments must be the same every time, not secret.
        var random = new Random(Seed);
        var moments = Enumerable.Range(0, Moments).Select(_ => whole * random.NextDouble()).ToArray();
#pragma warning restore CA5394
        var endings = new List<Ending>();
        foreach (var moment in moments)
        {
            endings.Add(await CancelAsync(scanner, plan, moment, cancellationToken));
            if (endings.Count % 20 == 0)
            {
                run.Say($"{endings.Count} of {Moments}: worst {endings.Max(ending => ending.After.TotalMilliseconds):0} ms");
            }
        }

        var after = OwnProcess.Now();
        var met = endings.Where(ending => ending.WasRunning).ToArray();
        var worst = met.MaxBy(ending => ending.After)!;
        yield return new(
            "cancelled until ended",
            "ms",
            [.. met.Select(ending => ending.After.TotalMilliseconds)],
            Limit.AtMost(250, Statistic.Maximum),
            $"{met.Length} of {Moments} moments met a scan under way; the worst was at {worst.Moment.TotalSeconds:0.00} of {whole.TotalSeconds:0.00} s");
        yield return new(
            "of that, in the call of Cancel", "ms", [.. met.Select(ending => ending.InCall.TotalMilliseconds)]);
        yield return Figure.Once(
            "descriptors, growth", "", after.Descriptors - before.Descriptors, Limit.AtMost(DescriptorsOfTheRuntime, Statistic.Maximum), $"{before.Descriptors} before, {after.Descriptors} after");
    }

    private static async Task<Ending> CancelAsync(Scanner scanner, ScanPlan plan, TimeSpan moment, CancellationToken cancellationToken)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scan = scanner.ScanAsync(plan, cancel.Token);
        await Task.WhenAny(scan, Task.Delay(moment, cancellationToken));
        var wasRunning = !scan.IsCompleted;
        var start = Stopwatch.GetTimestamp();
        await Task.Run(cancel.Cancel, CancellationToken.None);
        var inCall = Stopwatch.GetElapsedTime(start);
        try
        {
            await scan;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // As asked.
        }

        return new Ending(moment, Stopwatch.GetElapsedTime(start), inCall, wasRunning);
    }

    private sealed record Ending(TimeSpan Moment, TimeSpan After, TimeSpan InCall, bool WasRunning);
}
