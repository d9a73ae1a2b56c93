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
}
