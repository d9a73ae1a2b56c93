using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Benchmarks.Processes;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Reading a large inventory: inside a process that has read before, as the page does, and from nothing, as the verb <c>check</c> does.</summary>
internal sealed class TenThousandDevices : IBenchmark
{
    private const int Devices = 10_000;
    private const int Many = 50_000;
    private const int Times = 4;

    public string Name => "check-10000";

    public string Description => "Reading an inventory of 10,000 devices, warm inside a process and cold by the verb check, and one of 50,000.";

    public string Bound => "10,000 within 0.4 s warm and under 150 MB, 50,000 within 2 s";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = Path.Combine(run.Folder, "inventory.yaml");
        await File.WriteAllTextAsync(file, MakeInventory(Devices), cancellationToken);
        var often = run with { Runs = run.Runs * Times };

        var warm = await often.RepeatAsync("warm", () => ReadAsync(file, Devices, cancellationToken), read => $"{read.Time.TotalMilliseconds:0} ms");
        var size = new FileInfo(file).Length / 1e6;
        yield return new("warm: time", "ms", [.. warm.Skip(Times).Select(read => read.Time.TotalMilliseconds)], Limit.AtMost(400, Statistic.Median), Note: $"{size:0.0} MB of YAML; the first {Times} runs let the JIT finish and are left out");
        yield return new("warm: allocated", "MB", [.. warm.Skip(Times).Select(read => read.Allocated / 1e6)]);

        var cold = await often.RepeatAsync("cold", () => CheckAsync(run.Folder, file, cancellationToken), cost => $"{cost.Wall.TotalMilliseconds:0} ms");
        yield return new("cold: wall", "ms", [.. cold.Select(cost => cost.Wall.TotalMilliseconds)]);
        yield return new("cold: CPU", "ms", [.. cold.Select(cost => cost.Cpu.TotalMilliseconds)]);
        yield return new("cold: peak RSS", "MB", [.. cold.Select(cost => cost.PeakRss)], Limit.Below(150, Statistic.Maximum));

        var large = Path.Combine(run.Folder, "large.yaml");
        await File.WriteAllTextAsync(large, MakeInventory(Many), cancellationToken);
        var many = await run.RepeatAsync("50,000", () => ReadAsync(large, Many, cancellationToken), read => $"{read.Time.TotalMilliseconds:0} ms");
        yield return new("50,000, warm: time", "ms", [.. many.Select(read => read.Time.TotalMilliseconds)], Limit.AtMost(2_000, Statistic.Median));
    }

    private static async Task<(TimeSpan Time, long Allocated)> ReadAsync(string file, int devices, CancellationToken cancellationToken)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var reading = await InventoryFiles.ReadAsync([file], cancellationToken);
        var time = watch.Elapsed;
        return reading.Inventory?.Devices.Length == devices && reading.Findings.All(finding => finding.Severity is FindingSeverity.Warning)
            ? (time, GC.GetTotalAllocatedBytes(precise: true) - allocated)
            : throw new InvalidOperationException($"The inventory was not read as it was written: {string.Join("; ", reading.Findings)}");
    }

    private static async Task<ProcessCost> CheckAsync(string folder, string file, CancellationToken cancellationToken)
    {
        await using var process = Product.Start(folder, "check", file);
        var cost = await process.Exit.WaitAsync(cancellationToken);
        return cost.ExitCode == 0 ? cost : throw new InvalidOperationException($"check ended with exit code {cost.ExitCode}: {process.Error}");
    }

    private static string MakeInventory(int devices)
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < devices; i++)
        {
            yaml.Append(
                $"""
                - host: 10.{i / 62500}.{i / 250 % 250}.{i % 250}
                  auth_username: cisco
                  auth_password: cisco
                  auth_secondary: cisco
                  auth_strict_key: false
                  timeout_socket: 5
                  timeout_transport: 10
                  platform: cisco_iosxe
                  transport: asyncssh

                """);
        }

        return yaml.ToString();
    }
}
