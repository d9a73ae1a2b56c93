using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class SshDeviceTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("keyboard-interactive")]
    public async Task OpenSSH_logs_in_enables_and_leaves(string method)
    {
        await using var fleet = await Fleets.StartAsync();

        var (exitCode, output) = await SystemSsh.RunAsync(
            fleet.Devices[0], "lab-login", "enable\rlab-enable\rterminal length 0\rshow version\rnonsense\rexit\r", method);

        Assert.True(exitCode == 0, output);
        Assert.Contains("R1>enable\r\nPassword: \r\nR1#terminal length 0\r\nR1#show version\r\nSimulated IOS-XE", output, StringComparison.Ordinal);
        Assert.Contains("R1#nonsense\r\n% Invalid input detected at '^' marker.\r\nR1#exit\r\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("lab-enable", output, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1, 0), (fleet.Counters.Logins, fleet.Counters.SshSubmissionsRight, fleet.Counters.EnableAccepted, fleet.Counters.Faults));
    }

    [Theory]
    [InlineData("cisco_iosxe", "R1>", "Cisco-1.25")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:R1#", "Cisco-2.0")]
    [InlineData("cisco_nxos", "SW1> ", "OpenSSH_7.4")]
    [InlineData("arista_eos", "SW1>", "OpenSSH_8.7")]
    [InlineData("juniper_junos", "{master:0}\r\nnetops@R1> ", "OpenSSH_7.5")]
    [InlineData("generic", "R1$ ", "SimulatedCli_1.0")]
    public async Task Each_platform_has_its_own_prompt_and_identification(string platform, string prompt, string software)
    {
        await using var fleet = await Fleets.StartAsync(platform: platform);

        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", "exit\r");
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].SshPort);

        Assert.True(exitCode == 0, output);
        Assert.Contains(prompt + "exit\r\n", output, StringComparison.Ordinal);
        Assert.Equal($"SSH-2.0-{software}\r\n", await client.ExpectAsync("\n"));
    }

    [Theory]
    [InlineData(SshLoginMethods.Password, "password")]
    [InlineData(SshLoginMethods.KeyboardInteractive, "keyboard-interactive")]
    public async Task Only_the_chosen_login_methods_are_offered(SshLoginMethods offered, string listed)
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options() with { SshLogin = offered });

        var (_, output) = await SystemSsh.RunAsync(fleet.Devices[0], "wrong", "", "password,keyboard-interactive");

        Assert.True(output.Contains($"Permission denied ({listed}).", StringComparison.Ordinal), output);
        Assert.Equal(1, fleet.Counters.SshSubmissionsWrong);
    }

    [Fact]
    public async Task The_third_wrong_password_ends_the_connection()
    {
        await using var fleet = await Fleets.StartAsync();

        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "wrong", "", "password", "NumberOfPasswordPrompts=9");

        Assert.True(exitCode == 255, output);
        Assert.Equal(3, fleet.Counters.SshSubmissionsWrong);
    }

    [Fact]
    public async Task The_host_key_told_is_the_host_key_shown()
    {
        await using var fleet = await Fleets.StartAsync();
        var device = fleet.Devices[0];
        var knownHosts = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(knownHosts, $"[{device.Address}]:{device.SshPort} {fleet.HostKeys[0]}\n");

            var (exitCode, output) = await SystemSsh.RunAsync(
                device, "lab-login", "exit\r", "password", "StrictHostKeyChecking=yes", $"UserKnownHostsFile={knownHosts}");

            Assert.True(exitCode == 0, output);
        }
        finally
        {
            File.Delete(knownHosts);
        }
    }
}
