using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class FleetInventoryTests
{
    [Fact]
    public async Task The_inventory_is_read_without_an_error_and_reaches_every_device()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(40) with { Mix = FleetMix.Showcase, Password = "it's: #1 \"login\"" });

        var reading = Read(fleet, FleetProtocols.All);

        Assert.DoesNotContain(reading.Findings, finding => finding.Severity is FindingSeverity.Error);
        var inventory = reading.Inventory!;
        Assert.Equal(fleet.Devices.Select(device => device.Address.ToString()), inventory.Devices.Select(device => device.Host), StringComparer.Ordinal);
        foreach (var (device, read) in fleet.Devices.Zip(inventory.Devices))
        {
            Assert.Equal(["ssh", "telnet"], read.Endpoints.Select(endpoint => endpoint.Protocol), StringComparer.Ordinal);
            Assert.Equal([device.SshPort, device.TelnetPort], read.Endpoints.Select(endpoint => endpoint.Port));
            Assert.All(read.Endpoints, endpoint => Assert.Equal(device.Platform, endpoint.Platform));
            Assert.Equal(device.Behaviour is DeviceBehaviour.Legacy ? "legacy" : "modern", read.Endpoints[0].CryptoProfile);

            var credential = inventory.Credentials[read.Endpoints[0].CredentialId];
            Assert.Equal(device.Behaviour is DeviceBehaviour.RetiredAccount ? "oldops" : "netops", credential.UserName);
            Assert.Equal(new Secret("it's: #1 \"login\""), credential.Password);
            Assert.Equal(new Secret("lab-enable"), credential.EnableSecret);
        }
    }

    [Theory]
    [InlineData(FleetProtocols.Ssh, "ssh")]
    [InlineData(FleetProtocols.Telnet, "telnet")]
    public async Task One_protocol_alone_can_be_written(FleetProtocols only, string protocol)
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(3));

        Assert.Equal(protocol, Assert.Single(Read(fleet, only).Inventory!.Protocols));
    }

    private static InventoryReading Read(SimulatedFleet fleet, FleetProtocols only)
    {
        using var writer = new StringWriter();
        FleetInventory.Write(fleet, writer, only);
        return InventoryReader.Read([new InventorySource("fleet.yaml", Encoding.UTF8.GetBytes(writer.ToString()))]);
    }
}
