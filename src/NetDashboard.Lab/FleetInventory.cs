using System.Globalization;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab;

/// <summary>Writes a classic scrapli inventory (a YAML list) that reaches a fleet: an entry for each device and protocol.</summary>
public static class FleetInventory
{
    /// <summary>First line of every inventory written here.</summary>
    public const string Header = "# Simulated fleet: none of these devices is real, and none of these secrets opens anything else.";

    /// <summary>Writes the entries in the order of the devices, SSH before Telnet.</summary>
    /// <param name="fleet">A running fleet.</param>
    /// <param name="writer">Receives YAML; stays open.</param>
    /// <param name="only">Protocols to write; those the fleet does not answer on are left out.</param>
    public static void Write(SimulatedFleet fleet, TextWriter writer, FleetProtocols only = FleetProtocols.All)
    {
        writer.Write($"{Header}\n# It exists only while its process runs, on loopback addresses of this machine.\n");
        var entries = 0;
        foreach (var device in fleet.Devices)
        {
            writer.Write($"\n# {device.Name}: {device.Behaviour.Name()}\n");
            if (only.HasFlag(FleetProtocols.Ssh) && device.SshPort is { } ssh)
            {
                var profile = device.Behaviour is DeviceBehaviour.Legacy ? "  profile: legacy\n" : "";
                WriteEntry(writer, fleet.Options, device, ssh, "asyncssh", profile);
                entries++;
            }

            if (only.HasFlag(FleetProtocols.Telnet) && device.TelnetPort is { } telnet)
            {
                WriteEntry(writer, fleet.Options, device, telnet, "asynctelnet", profile: "");
                entries++;
            }
        }

        if (entries == 0)
        {
            writer.Write("[]\n");
        }
    }

    private static void WriteEntry(TextWriter writer, FleetOptions options, SimulatedDevice device, int port, string transport, string profile) => writer.Write(
        $"""
        - host: {device.Address}
          port: {port.ToString(CultureInfo.InvariantCulture)}
          auth_username: {Quote(device.InventoryUserName)}
          auth_password: {Quote(options.Password)}
          auth_secondary: {Quote(options.EnableSecret)}
          auth_strict_key: false
          timeout_socket: 5
          timeout_transport: 10
          timeout_ops: 10
          platform: {device.Platform}
          transport: {transport}
        {profile}
        """);

    // YAML's single quotes know no escape but the doubled quote.
    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
