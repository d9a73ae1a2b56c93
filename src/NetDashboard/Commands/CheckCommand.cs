using System.CommandLine;
using NetDashboard.Inventory;

namespace NetDashboard.Commands;

/// <summary><c>check FILE...</c>: reads inventories and prints findings, without a packet sent.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = FileArguments.Create();
        var data = FileArguments.CreateData();
        var command = new Command("check", "Reads inventories and prints findings as file:line:column: severity: message.") { files, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(files), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, string? data, CancellationToken cancellationToken)
    {
        if (await FileArguments.ReadAsync(files, data, cancellationToken).ConfigureAwait(false) is not { } reading)
        {
            return ExitCode.BadUsage;
        }

        await FileArguments.WriteAsync(reading.Findings, Console.Out).ConfigureAwait(false);
        var errors = reading.Findings.Count(finding => finding.Severity is FindingSeverity.Error);
        var warnings = reading.Findings.Length - errors;
        await Console.Error.WriteLineAsync(reading.Inventory is { } inventory
            ? $"{Counted.Of(inventory.Devices.Length, "device")}, {Counted.Of(inventory.Devices.Sum(device => device.Endpoints.Length), "endpoint")} ({string.Join(", ", inventory.Protocols)}); {Counted.Of(warnings, "warning")}."
            : $"Not usable: {Counted.Of(errors, "error")}, {Counted.Of(warnings, "warning")}.").ConfigureAwait(false);
        return reading.Inventory is null ? ExitCode.BadUsage : ExitCode.Ok;
    }
}
