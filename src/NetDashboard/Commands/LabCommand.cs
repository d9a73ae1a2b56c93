using System.CommandLine;
using System.Net;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Commands;

/// <summary><c>lab</c>: the simulated fleet on loopback, until Ctrl-C.</summary>
internal static class LabCommand
{
    public static Command Create()
    {
        var defaults = new LabOptions();
        var devices = new Option<int>("--devices") { Description = $"How many devices, 1 to {FleetOptions.MaxDevices}.", DefaultValueFactory = _ => defaults.Devices };
        var inventory = new Option<FileInfo?>("--inventory") { Description = "Writes an inventory that reaches the fleet; it is removed when the fleet ends." };
        var keep = new Option<bool>("--keep-inventory") { Description = "Leaves the inventory file in place." };
        var mix = new Option<string>("--mix")
        {
            Description = "How the devices behave: 'right' (the default), 'showcase' (every behaviour but hostile, mostly right), or weights such as right=90,black-hole=10.",
            DefaultValueFactory = _ => "right",
        };
        var only = new Option<string?>("--only") { Description = "ssh or telnet; both when left out." };
        only.AcceptOnlyFromAmong("ssh", "telnet");
        var platform = new Option<string?>("--platform") { Description = "One platform for all devices; all platforms in turn when left out." };
        var baseAddress = new Option<string>("--base-address")
        {
            Description = "Address of the first device, in 127.0.0.0/8; each device has its own.",
            DefaultValueFactory = _ => defaults.BaseAddress.ToString(),
        };
        var sshPort = new Option<int>("--ssh-port") { Description = "Port of SSH.", DefaultValueFactory = _ => defaults.SshPort };
        var telnetPort = new Option<int>("--telnet-port") { Description = "Port of Telnet.", DefaultValueFactory = _ => defaults.TelnetPort };

        var command = new Command("lab", "Runs a simulated fleet of SSH and Telnet devices on loopback, for trying out and for tests.")
        {
            devices, inventory, keep, mix, only, platform, baseAddress, sshPort, telnetPort,
        };
        command.SetAction((parsed, _) => RunAsync(() => new LabOptions
        {
            Devices = parsed.GetRequiredValue(devices),
            InventoryFile = parsed.GetValue(inventory)?.FullName,
            KeepInventory = parsed.GetValue(keep),
            Mix = FleetMix.Parse(parsed.GetRequiredValue(mix)),
            Protocols = parsed.GetValue(only) switch
            {
                "ssh" => FleetProtocols.Ssh,
                "telnet" => FleetProtocols.Telnet,
                _ => FleetProtocols.All,
            },
            Platform = parsed.GetValue(platform),
            BaseAddress = IPAddress.TryParse(parsed.GetRequiredValue(baseAddress), out var address)
                ? address
                : throw new LabException($"'{parsed.GetValue(baseAddress)}' is no IP address."),
            SshPort = parsed.GetRequiredValue(sshPort),
            TelnetPort = parsed.GetRequiredValue(telnetPort),
        }));
        return command;
    }

    private static async Task<int> RunAsync(Func<LabOptions> read)
    {
        using var interruption = new Interruption();
        try
        {
            await LabHost.RunAsync(read(), Console.Out, interruption.Token).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is LabException or FormatException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.BadUsage;
        }
    }
}
