using System.Net.Sockets;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class BehaviourTests
{
    private static readonly TimeSpan s_aWhile = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_wrong_password_is_refused_and_counted_over_SSH()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.WrongPassword);

        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", "", "password,keyboard-interactive");

        Assert.True(exitCode == 255, output);
        Assert.True(output.Contains("Permission denied (keyboard-interactive,password)", StringComparison.Ordinal), output);
        Assert.Equal((2, 0, 0), (fleet.Counters.SshSubmissionsWrong, fleet.Counters.SshSubmissionsRight, fleet.Counters.Logins));
    }

    [Theory]
    [InlineData("cisco_iosxe", "% Login invalid\r\n\r\nUsername: ")]
    [InlineData("juniper_junos", "Login incorrect\r\n\r\nlogin: ")]
    public async Task A_wrong_password_over_Telnet_is_asked_for_again_and_the_third_ends_the_connection(string platform, string refusal)
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.WrongPassword, platform);
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await client.SendAsync("netops\r\n");
            await client.ExpectAsync("Password: ");
            await client.SendAsync("lab-login\r\n");
            if (attempt < 3)
            {
                Assert.Equal("\r\n" + refusal, await client.ExpectAsync(refusal));
            }
        }

        Assert.EndsWith("\r\n" + refusal[..refusal.IndexOf('\n', StringComparison.Ordinal)] + "\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(3, fleet.Devices[0].Counters.TelnetSubmissionsWrong);
    }

    [Theory]
    [InlineData("cisco_iosxe", 3)]
    [InlineData("arista_eos", 1)]
    public async Task A_wrong_enable_secret_leaves_the_login_at_exec_level(string platform, int asks)
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.WrongEnable, platform);

        var secrets = string.Concat(Enumerable.Repeat("lab-enable\r", asks));
        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", $"enable\r{secrets}exit\r");

        Assert.True(exitCode == 0, output);
        var name = fleet.Devices[0].Name;
        var questions = string.Concat(Enumerable.Repeat("Password: \r\n", asks));
        Assert.Contains($"{name}>enable\r\n{questions}% Access denied\r\n{name}>exit\r\n", output, StringComparison.Ordinal);
        Assert.Equal((1, asks, 0), (fleet.Counters.Logins, fleet.Counters.EnableRefused, fleet.Counters.EnableAccepted));
    }

    [Fact]
    public async Task A_silent_device_accepts_and_says_nothing()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.Silent);
        using var ssh = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].SshPort);
        using var telnet = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);
        await ssh.SendAsync("SSH-2.0-Test\r\n");
        await telnet.SendAsync("\r\n");

        Assert.True(await ssh.IsSilentAsync(s_aWhile), "The SSH port said something.");
        Assert.True(await telnet.IsSilentAsync(s_aWhile), "The Telnet port said something.");
    }

    [Fact]
    public async Task A_device_that_refuses_has_nothing_listening()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.Refused);

        foreach (var port in new[] { fleet.Devices[0].SshPort, fleet.Devices[0].TelnetPort })
        {
            var error = await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(fleet.Devices[0].Address, port));
            Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        }
    }

    [Fact]
    public async Task A_device_that_closes_early_says_nothing_before()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.ClosesEarly);
        using var ssh = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].SshPort);
        using var telnet = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);

        Assert.Equal("", await ssh.ReadToEndAsync());
        Assert.Equal("", await telnet.ReadToEndAsync());
    }

    [Fact]
    public async Task Without_a_password_set_Telnet_says_so_and_SSH_is_right()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.NoPasswordSet);
        using var telnet = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);

        Assert.EndsWith("\r\nPassword required, but none set\r\n", await telnet.ReadToEndAsync(), StringComparison.Ordinal);
        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", "exit\r");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_legacy_device_shares_no_algorithm_with_a_client_of_today()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.Legacy);

        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", "exit\r");

        Assert.True(exitCode == 255, output);
        Assert.Contains("Their offer: diffie-hellman-group14-sha1,diffie-hellman-group1-sha1", output, StringComparison.Ordinal);
        Assert.Equal(0, fleet.Counters.Submissions);
    }

    [Theory]
    [InlineData("diffie-hellman-group14-sha1", "aes128-cbc")]
    [InlineData("diffie-hellman-group1-sha1", "3des-cbc")]
    public async Task A_legacy_device_lets_in_a_client_that_still_knows_the_old_algorithms(string keyExchange, string cipher)
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.Legacy);

        var (exitCode, output) = await SystemSsh.RunAsync(
            fleet.Devices[0], "lab-login", "exit\r", "password",
            $"KexAlgorithms={keyExchange}", $"Ciphers={cipher}", "HostKeyAlgorithms=ssh-rsa", "MACs=hmac-sha1");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_black_hole_never_answers_a_connect()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.BlackHole);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var limit = new CancellationTokenSource(s_aWhile);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => socket.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].SshPort!.Value, limit.Token).AsTask());
        }

        Assert.Equal(0, fleet.Counters.Connections);
    }

    [Fact]
    public async Task A_device_that_closes_after_the_password_has_seen_it_once()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.ClosesAfterPassword);

        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", "");
        Assert.True(exitCode == 255, output);
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);
        await client.SendAsync("netops\r\nlab-login\r\n");
        Assert.EndsWith("Password: \r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);

        Assert.Equal((1, 1, 0), (fleet.Counters.SshSubmissions, fleet.Counters.TelnetSubmissions, fleet.Counters.Logins));
    }

    [Fact]
    public async Task A_slow_device_pauses_before_each_answer()
    {
        await using var fleet = await Fleets.StartAsync(DeviceBehaviour.Slow);
        var start = TimeProvider.System.GetTimestamp();

        var (exitCode, output) = await SystemSsh.RunAsync(fleet.Devices[0], "lab-login", "exit\r");

        Assert.True(exitCode == 0, output);
        var pauses = TimeProvider.System.GetElapsedTime(start) / fleet.Options.SlowStep;
        Assert.True(pauses >= 4, $"Identification, login, prompt and exit should each take a pause; it took {pauses:0.0} of them.");
    }
}
