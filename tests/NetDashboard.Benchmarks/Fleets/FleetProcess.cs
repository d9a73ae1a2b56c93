using System.Collections.Frozen;
using NetDashboard.Benchmarks.Processes;

namespace NetDashboard.Benchmarks.Fleets;

/// <summary>A simulated fleet in a process of its own, so that what it costs is not counted for whoever logs in to it.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    private const string Ready = "Press Ctrl-C to stop.";
    private const string Epilogue = "fleet: ";
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(2);
    private static int s_count;

    private readonly ChildProcess _process;

    private FleetProcess(ChildProcess process, string inventory) => (_process, InventoryFile) = (process, inventory);

    /// <summary>The inventory that reaches it.</summary>
    public string InventoryFile { get; }

    /// <summary>From the start of the process until every device answered and the inventory was written.</summary>
    public TimeSpan StartTime { get; private init; }

    /// <summary>Starts a fleet.</summary>
    /// <param name="folder">Where its inventory and output go.</param>
    /// <param name="devices">How many.</param>
    /// <param name="only">One protocol; <see langword="null"/> for all.</param>
    /// <param name="mix">How they behave.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<FleetProcess> StartAsync(
        string folder, int devices, string? only = null, string mix = "right", CancellationToken cancellationToken = default)
    {
        var inventory = Path.Combine(folder, $"fleet-{Interlocked.Increment(ref s_count)}.yaml");

        // Free ports, so that a fleet somebody else runs on this machine is not in the way.
        string[] arguments =
        [
            "lab", "--devices", devices.ToString(), "--inventory", inventory, "--mix", mix, "--base-address", "127.96.0.1", "--ssh-port", "0", "--telnet-port", "0",
        ];
        var process = Product.Start(folder, only is null ? arguments : [.. arguments, "--only", only]);
        try
        {
            while (!process.Output.Contains(Ready, StringComparison.Ordinal))
            {
                if (process.Exit.IsCompleted || process.Age > s_startLimit)
                {
                    throw new InvalidOperationException($"The fleet did not start: {process.Error}");
                }

                await Task.Delay(s_lookInterval, cancellationToken);
            }

            return new FleetProcess(process, inventory) { StartTime = process.Age };
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the fleet.</summary>
    /// <returns>What it counted, by the names of its last line; and what it cost.</returns>
    public async Task<(FrozenDictionary<string, long> Counters, ProcessCost Cost)> StopAsync()
    {
        _process.Signal(Posix.SigTerm);
        var cost = await _process.Exit;
        var line = _process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return line.StartsWith(Epilogue, StringComparison.Ordinal)
            ? (line[Epilogue.Length..].Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => long.Parse(pair[1]), StringComparer.Ordinal), cost)
            : throw new InvalidOperationException($"The fleet ended with '{line}' and not with its counters. {_process.Error}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
