using System.Diagnostics;
using NetDashboard.Components.Devices;
using NetDashboard.Inventory;

namespace NetDashboard.Tests.Components;

/// <summary>The command to log in by hand: what ssh and telnet take, and nothing a shell would obey.</summary>
public sealed class LoginCommandTests
{
    private static readonly Endpoint s_ssh = new() { Protocol = "ssh", CredentialId = "c1" };
    private static readonly Endpoint s_telnet = new() { Protocol = "telnet", CredentialId = "c1" };

    [Fact]
    public void The_standard_port_is_left_out_and_another_is_named()
    {
        Assert.Equal("ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -l admin 192.0.2.1", LoginCommand.For("192.0.2.1", 22, s_ssh, "admin", keyFile: null));
        Assert.StartsWith("ssh -p 2222 ", LoginCommand.For("192.0.2.1", 2222, s_ssh, "admin", keyFile: null), StringComparison.Ordinal);
        Assert.Equal("telnet -l admin 192.0.2.1", LoginCommand.For("192.0.2.1", 23, s_telnet, "admin", keyFile: null));
        Assert.Equal("telnet 192.0.2.1 2323", LoginCommand.For("192.0.2.1", 2323, s_telnet, userName: "", keyFile: null));
        Assert.Null(LoginCommand.For("192.0.2.1", 830, new Endpoint { Protocol = "netconf", CredentialId = "c1" }, "admin", keyFile: null));
    }

    [Fact]
    public void Host_key_policy_key_file_and_profile_are_those_of_the_inventory()
    {
        var endpoint = s_ssh with { HostKeyPolicy = HostKeyPolicy.Strict, KnownHostsFile = "/etc/net hosts", CryptoProfile = "legacy" };

        var command = LoginCommand.For("sw-1", 22, endpoint, "admin", "/keys/id")!;

        Assert.Contains("-o StrictHostKeyChecking=yes -o 'UserKnownHostsFile=/etc/net hosts' -i /keys/id -l admin sw-1", command, StringComparison.Ordinal);
        Assert.Contains("KexAlgorithms=+", command, StringComparison.Ordinal);
        Assert.DoesNotContain("StrictHostKeyChecking=no", command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-oProxyCommand=touch /tmp/owned", "admin")]
    [InlineData("$(touch /tmp/owned)", "`id`")]
    [InlineData("a'; touch /tmp/owned; '", "it's")]
    [InlineData("host name", "user name")]
    public async Task A_shell_takes_host_and_user_name_as_they_are(string host, string userName)
    {
        var command = LoginCommand.For(host, 22, s_ssh, userName, keyFile: null)!;

        // The shell's own reading of the words, one to a line.
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"set -- {command}; printf '%s\\n' \"$@\""]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var words = (await shell.StandardOutput.ReadToEndAsync()).TrimEnd('\n').Split('\n');
        await shell.WaitForExitAsync();

        Assert.Equal(host, words[^1]);
        Assert.Equal(userName, words[Array.IndexOf(words, "-l") + 1]);
        Assert.Equal(host.StartsWith('-'), words.Contains("--", StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenSSH_accepts_every_option()
    {
        var endpoint = s_ssh with { HostKeyPolicy = HostKeyPolicy.Strict, KnownHostsFile = "/etc/hosts.known", CryptoProfile = "legacy" };
        var command = LoginCommand.For("sw-1", 2222, endpoint, "admin", keyFile: null)!;

        // -G prints the settings and connects to nothing.
        using var ssh = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", string.Concat("ssh -G", command.AsSpan("ssh".Length))]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var settings = await ssh.StandardOutput.ReadToEndAsync();
        var errors = await ssh.StandardError.ReadToEndAsync();
        await ssh.WaitForExitAsync();

        Assert.True(ssh.ExitCode == 0, errors);
        Assert.Contains("user admin", settings, StringComparison.Ordinal);
        Assert.Contains("port 2222", settings, StringComparison.Ordinal);
        Assert.Contains("diffie-hellman-group1-sha1", settings, StringComparison.Ordinal);
        Assert.Contains("userknownhostsfile /etc/hosts.known", settings, StringComparison.Ordinal);
    }
}
