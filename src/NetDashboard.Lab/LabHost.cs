using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab;

/// <summary>The verb <c>lab</c>: runs a simulated fleet until it is told to stop.</summary>
public static class LabHost
{
    /// <summary>Starts the fleet, writes its inventory, says how to reach it, waits, and ends with the counters on one line.</summary>
    /// <param name="options">The fleet and its inventory file.</param>
    /// <param name="output">What people read; the last line is <c>fleet:</c> and the counters as <c>name=value</c>.</param>
    /// <param name="cancellationToken">Ends the fleet; the task then completes without an exception.</param>
    /// <exception cref="LabException">The fleet cannot start, or the inventory file cannot be written; the message may be shown as it stands.</exception>
    public static async Task RunAsync(LabOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var fleet = await SimulatedFleet.StartAsync(options, CancellationToken.None).ConfigureAwait(false);
        await using (fleet.ConfigureAwait(false))
        {
            using var file = options.InventoryFile is { } path ? InventoryFile.Write(path, fleet, options.KeepInventory) : null;
            await output.WriteAsync(Describe(fleet, file?.Path)).ConfigureAwait(false);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await output.WriteLineAsync($"fleet: devices={fleet.Devices.Length} {fleet.Counters}").ConfigureAwait(false);
    }

    private static string Describe(SimulatedFleet fleet, string? file)
    {
        var (first, last) = (fleet.Devices[0], fleet.Devices[^1]);
        var ports = string.Join(", ", new[] { Port("SSH", first.SshPort, fleet.Options.SshPort), Port("Telnet", first.TelnetPort, fleet.Options.TelnetPort) }.OfType<string>());
        var behaviours = string.Join(", ", fleet.Devices.GroupBy(device => device.Behaviour).Select(group => $"{group.Count()} {group.Key.Name()}"));
        var next = file is null
            ? $"Log in as {fleet.Options.UserName} with password {fleet.Options.Password}, enable secret {fleet.Options.EnableSecret}."
            : $"Inventory: {file}\nScan it:   NetDashboard scan {file}";
        return $"""
            Simulated fleet of {fleet.Devices.Length} devices ({behaviours}).
            Nothing here is real, and it listens on loopback only: {first.Address} to {last.Address}, {ports}.
            {next}
            Press Ctrl-C to stop.

            """;
    }

    private static string? Port(string protocol, int? first, int asked) =>
        first is null ? null : $"{protocol} on {(asked == 0 ? "a free port each" : $"port {asked}")}";
}
