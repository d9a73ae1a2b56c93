using System.CommandLine;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Commands;

/// <summary><c>check FILE...</c>: reads inventories and prints findings, without a packet sent.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = FileArguments.Create();
        var format = new Option<string>("--format") { Description = "How findings are printed: text or sarif (SARIF 2.1.0).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "sarif");
        var inventoryFormat = new Option<string?>("--inventory-format") { Description = "What the files are read as; recognised by content when left out." };
        inventoryFormat.AcceptOnlyFromAmong([.. InventoryReader.Formats.Select(known => known.Name)]);

        var data = FileArguments.CreateData();
        var command = new Command("check", "Reads inventories and prints findings as file:line:column: severity: message [code].") { files, format, inventoryFormat, data };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(files), parsed.GetRequiredValue(format), parsed.GetValue(inventoryFormat), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, string format, string? inventoryFormat, string? data, CancellationToken cancellationToken)
    {
        if (await FileArguments.ReadAsync(files, inventoryFormat, data, cancellationToken).ConfigureAwait(false) is not { } reading)
        {
            return ExitCode.BadUsage;
        }

        if (format is "sarif")
        {
            var output = Console.OpenStandardOutput();
            await using (output.ConfigureAwait(false))
            {
                SarifWriter.Write(output, reading.Findings);
            }
        }
        else
        {
            await FileArguments.WriteAsync(reading.Findings, Console.Out).ConfigureAwait(false);
        }

        foreach (var file in reading.Files.Where(file => file.Format is not null))
        {
            await Console.Error.WriteLineAsync(
                $"{file.Name}: {file.Format} ({(file.IsChosen ? "as asked for" : "recognised by content")}), {Counted.Of(file.Devices, "device")}.").ConfigureAwait(false);
        }

        var errors = reading.Findings.Count(finding => finding.Severity is FindingSeverity.Error);
        var warnings = reading.Findings.Length - errors;
        await Console.Error.WriteLineAsync(reading.Inventory is { } inventory
            ? $"{Counted.Of(inventory.Devices.Length, "device")}, {Counted.Of(inventory.Devices.Sum(device => device.Endpoints.Length), "endpoint")} ({string.Join(", ", inventory.Protocols)}); {Counted.Of(warnings, "warning")}."
            : $"Not usable: {Counted.Of(errors, "error")}, {Counted.Of(warnings, "warning")}.").ConfigureAwait(false);
        return reading.Inventory is null ? ExitCode.BadUsage : ExitCode.Ok;
    }
}
