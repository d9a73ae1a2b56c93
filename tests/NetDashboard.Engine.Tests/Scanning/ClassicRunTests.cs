using System.Text;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>The published run of the classic iterators: two devices are right, one has another password, one does not exist.</summary>
public sealed class ClassicRunTests
{
    [Fact]
    public async Task The_published_run_has_the_same_eight_verdicts_and_submits_a_wrong_password_once_per_protocol()
    {
        await using var right = await StartAsync(2, DeviceBehaviour.Right);
        await using var wrong = await StartAsync(1, DeviceBehaviour.WrongPassword);
        await using var absent = await StartAsync(1, DeviceBehaviour.BlackHole);
        SimulatedDevice[] devices = [.. right.Devices, .. wrong.Devices, .. absent.Devices];
        var reading = InventoryReader.Read([File("ssh.yaml", devices, "asyncssh"), File("telnet.yaml", devices, "asynctelnet")]);
        Assert.DoesNotContain(reading.Findings, finding => finding.Severity is FindingSeverity.Error);

        var results = await FleetScan.RunAsync(reading.Inventory!);

        Assert.Equal(8, results.Count);
        foreach (var protocol in new[] { "ssh", "telnet" })
        {
            Assert.Equal(ProbeVerdict.Ok("R1#"), Of(devices[0], protocol));
            Assert.Equal(ProbeVerdict.Ok("R2#"), Of(devices[1], protocol));
            Assert.Equal(ProbeFailure.AuthenticationFailed, Of(devices[2], protocol).Failure);
            Assert.Equal(ProbeFailure.ConnectTimeout, Of(devices[3], protocol).Failure);
        }

        Assert.Equal(1, wrong.Counters.SshSubmissionsWrong);
        Assert.Equal(1, wrong.Counters.TelnetSubmissionsWrong);
        var begun = results.Where(result => result.Host == devices[3].Address.ToString()).Select(result => result.StartedAt).Order().ToArray();
        Assert.True(begun[1] - begun[0] < TimeSpan.FromSeconds(4), $"The dead device's two limits of 5 s followed each other: {string.Join(", ", begun)}.");

        ProbeVerdict Of(SimulatedDevice device, string protocol) =>
            results.Single(result => result.Host == device.Address.ToString() && result.Protocol == protocol).Verdict;
    }

    private static Task<SimulatedFleet> StartAsync(int devices, DeviceBehaviour behaviour) =>
        SimulatedFleet.StartAsync(Fleets.Options(devices) with { Mix = FleetMix.Of(behaviour), Platform = "cisco_iosxe" });

    private static InventorySource File(string name, IEnumerable<SimulatedDevice> devices, string transport)
    {
        var text = new StringBuilder();
        foreach (var device in devices)
        {
            text.Append($"""
                - host: {device.Address}
                  port: {(transport == "asyncssh" ? device.SshPort : device.TelnetPort)}
                  auth_username: netops
                  auth_password: lab-login
                  auth_secondary: lab-enable
                  auth_strict_key: false
                  timeout_socket: 5
                  timeout_transport: 10
                  platform: cisco_iosxe
                  transport: {transport}

                """);
        }

        return new InventorySource(name, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
