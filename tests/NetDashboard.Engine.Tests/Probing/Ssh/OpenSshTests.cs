using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>Logins to a real OpenSSH server whose shell behaves like a router.</summary>
public sealed class OpenSshTests
{
    [Fact]
    public async Task A_password_login_reaches_the_privileged_prompt()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);

        var result = await RunAsync(server, new Secret(server.Account.Password), platform: "cisco_iosxe", enable: "open-sesame");

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.Equal("R1#", result.Verdict.Prompt);
        Assert.StartsWith("SHA256:", result.HostKey, StringComparison.Ordinal);
        Assert.Equal(
            [ProbeStage.Connect, ProbeStage.Banner, ProbeStage.KeyExchange, ProbeStage.HostKey, ProbeStage.Authentication, ProbeStage.Shell, ProbeStage.Prompt, ProbeStage.Enable],
            result.Stages.Select(stage => stage.Stage));
    }

    [Fact]
    public async Task A_wrong_enable_secret_is_limited_and_quotes_the_device()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);

        var result = await RunAsync(server, new Secret(server.Account.Password), platform: "cisco_iosxe", enable: "wrong-secret");

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Limited, $"{result.Verdict}\n{server.Log}");
        Assert.Equal("R1>", result.Verdict.Prompt);
        Assert.Contains("Access denied", result.Verdict.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keyboard_interactive_through_PAM_logs_in()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication no", "KbdInteractiveAuthentication yes", "UsePAM yes"]);

        var result = await RunAsync(server, new Secret(server.Account.Password));

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.DoesNotContain("Failed", server.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PasswordAuthentication yes", "KbdInteractiveAuthentication yes")]
    [InlineData("PasswordAuthentication no", "KbdInteractiveAuthentication yes")]
    [InlineData("PasswordAuthentication yes", "KbdInteractiveAuthentication no")]
    public async Task A_wrong_password_is_submitted_once_whatever_methods_are_offered(string password, string keyboardInteractive)
    {
        await using var server = await OpenSsh.StartAsync([password, keyboardInteractive, "UsePAM yes"]);
        var guard = new CountingGuard();

        var result = await RunAsync(server, new Secret("not-the-password"), guard: guard);

        Assert.True(result.Verdict.Failure is ProbeFailure.AuthenticationFailed, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(ProbeStage.Authentication, result.Stage);
        Assert.Equal(1, guard.Asked);
        Assert.Equal(1, guard.Rejected);
        var log = await server.LogAfterAsync($"user {server.Account.Name}");
        Assert.True(log.Split("Failed ").Length - 1 == 1, $"The server saw other than one submission:\n{log}");
    }

    [Fact]
    public async Task A_public_key_login_needs_no_password()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication no", "StrictModes no", "AuthorizedKeysFile %h/keys"]);
        var key = await MakeKeyAsync(server, passphrase: "");

        var result = await RunAsync(server, password: null, key: key);

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
    }

    [Fact]
    public async Task A_key_with_a_passphrase_is_opened_with_it_and_refused_without()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication no", "StrictModes no", "AuthorizedKeysFile %h/keys"]);
        var key = await MakeKeyAsync(server, passphrase: "open me");

        var opened = await RunAsync(server, password: null, key: key, passphrase: "open me");
        var closed = await RunAsync(server, password: null, key: key);

        Assert.True(opened.Verdict.Outcome is ProbeOutcome.Ok, $"{opened.Verdict}\n{server.Log}");
        Assert.Equal(ProbeFailure.AuthenticationFailed, closed.Verdict.Failure);
        Assert.Contains("passphrase", closed.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_wants_key_and_password_gets_both()
    {
        await using var server = await OpenSsh.StartAsync(
            ["AuthenticationMethods publickey,password", "PasswordAuthentication yes", "UsePAM yes", "StrictModes no", "AuthorizedKeysFile %h/keys"]);
        var key = await MakeKeyAsync(server, passphrase: "");

        var result = await RunAsync(server, new Secret(server.Account.Password), key: key);

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
    }

    [Fact]
    public async Task A_server_that_takes_only_keys_is_named_and_gets_no_password()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication no", "KbdInteractiveAuthentication no"]);
        var guard = new CountingGuard();

        var result = await RunAsync(server, new Secret("irrelevant"), guard: guard);

        Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure);
        Assert.Contains("public key", result.Verdict.Detail, StringComparison.Ordinal);
        Assert.Equal(0, guard.Asked);
    }

    [Theory]
    [InlineData("diffie-hellman-group14-sha1", "aes128-cbc", "hmac-sha1")]
    [InlineData("diffie-hellman-group1-sha1", "3des-cbc", "hmac-sha1")]
    [InlineData("diffie-hellman-group-exchange-sha1", "aes256-cbc", "hmac-sha1")]
    public async Task A_server_of_old_algorithms_is_reached_with_the_legacy_profile_only(string keyExchange, string cipher, string mac)
    {
        await using var server = await OpenSsh.StartAsync(
            ["PasswordAuthentication yes", "UsePAM yes", $"KexAlgorithms {keyExchange}", $"Ciphers {cipher}", $"MACs {mac}", "HostKeyAlgorithms ssh-rsa"], ["rsa"]);

        var modern = await RunAsync(server, new Secret(server.Account.Password));
        var legacy = await RunAsync(server, new Secret(server.Account.Password), change: endpoint => endpoint with { CryptoProfile = "legacy" });

        Assert.Equal(ProbeFailure.NoCommonAlgorithm, modern.Verdict.Failure);
        Assert.Contains(keyExchange, modern.Verdict.Detail, StringComparison.Ordinal);
        Assert.Contains("ecdh-sha2-nistp256", modern.Verdict.Detail, StringComparison.Ordinal);
        Assert.True(legacy.Verdict.Outcome is ProbeOutcome.Ok, $"{legacy.Verdict}\n{server.Log}");
    }

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    public async Task A_host_key_on_file_is_accepted_even_when_the_server_has_others(string type)
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"], ["ecdsa", "ed25519", "rsa"]);
        var file = await KnownHostsFileAsync(server, $"[127.0.0.1]:{server.Port} {server.HostKeys[type]}\n");

        var result = await RunAsync(server, new Secret(server.Account.Password), change: endpoint => endpoint with { HostKeyPolicy = HostKeyPolicy.Strict, KnownHostsFile = file });

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
    }

    [Theory]
    [InlineData(HostKeyPolicy.Strict, false, ProbeFailure.HostKeyUnknown)]
    [InlineData(HostKeyPolicy.Strict, true, ProbeFailure.HostKeyChanged)]
    [InlineData(HostKeyPolicy.KnownHosts, true, ProbeFailure.HostKeyChanged)]
    [InlineData(HostKeyPolicy.KnownHosts, false, ProbeFailure.None)]
    public async Task A_host_key_is_decided_before_the_credential(HostKeyPolicy policy, bool holdsAnother, ProbeFailure expected)
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);
        await using var other = await OpenSsh.StartAsync(["PasswordAuthentication yes"]);
        var file = await KnownHostsFileAsync(server, holdsAnother ? $"[127.0.0.1]:{server.Port} {other.HostKeys["ed25519"]}\n" : "# empty\n");
        var guard = new CountingGuard();

        var result = await RunAsync(
            server, new Secret(server.Account.Password), guard: guard, change: endpoint => endpoint with { HostKeyPolicy = policy, KnownHostsFile = file });

        Assert.True(result.Verdict.Failure == expected, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(expected is ProbeFailure.None ? 1 : 0, guard.Asked);
        if (expected is not ProbeFailure.None)
        {
            Assert.Equal(ProbeStage.HostKey, result.Stage);
            Assert.DoesNotContain(server.Account.Name, server.Log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hashed_known_hosts_file_is_understood()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);
        var file = await KnownHostsFileAsync(server, $"[127.0.0.1]:{server.Port} {server.HostKeys["ed25519"]}\n");
        await Shell.RunAsync("ssh-keygen", ["-H", "-f", file]);

        var result = await RunAsync(server, new Secret(server.Account.Password), change: endpoint => endpoint with { HostKeyPolicy = HostKeyPolicy.Strict, KnownHostsFile = file });

        Assert.DoesNotContain("127.0.0.1", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
    }

    [Fact]
    public async Task The_devices_login_banner_is_quoted_when_it_refuses()
    {
        var banner = Path.GetTempFileName();
        await File.WriteAllTextAsync(banner, "Unauthorised access is logged\n");
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", $"Banner {banner}"]);

        var result = await RunAsync(server, new Secret("not-the-password"));

        Assert.Contains("Unauthorised access is logged", result.Verdict.Detail, StringComparison.Ordinal);
        File.Delete(banner);
    }

    [Fact]
    public async Task A_server_that_allows_one_try_and_hangs_up_has_refused()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "KbdInteractiveAuthentication no", "UsePAM yes", "MaxAuthTries 1"]);
        var guard = new CountingGuard();

        var result = await RunAsync(server, new Secret("not-the-password"), guard: guard);

        Assert.True(result.Verdict.Failure is ProbeFailure.AuthenticationFailed, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(1, guard.Rejected);
    }

    [Fact]
    public async Task An_account_without_a_shell_is_a_closed_connection_after_the_login()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", "ForceCommand /bin/false"]);

        var result = await RunAsync(server, new Secret(server.Account.Password));

        Assert.True(result.Verdict.Failure is ProbeFailure.ConnectionClosed, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(ProbeStage.Prompt, result.Stage);
    }

    [Fact]
    public async Task A_server_that_hangs_up_while_the_login_waits_for_its_turn_has_refused_nothing()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", "LoginGraceTime 1"]);
        var guard = new CountingGuard { Delay = TimeSpan.FromSeconds(2) };

        var result = await RunAsync(server, new Secret(server.Account.Password), guard: guard);

        Assert.True(result.Verdict.Failure is ProbeFailure.ConnectionClosed, $"{result.Verdict}\n{server.Log}");
        Assert.Equal((1, 0), (guard.NotSent, guard.Rejected));
    }

    private static Task<ProbeResult> RunAsync(
        OpenSsh server,
        Secret? password,
        string platform = "generic",
        string? enable = null,
        string? key = null,
        string? passphrase = null,
        CountingGuard? guard = null,
        Func<Endpoint, Endpoint>? change = null)
    {
        var credential = new Credential(
            server.Account.Name, password, enable is null ? null : new Secret(enable), key, passphrase is null ? null : new Secret(passphrase));
        return ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, credential, platform, change: change), guard);
    }

    private static async Task<string> MakeKeyAsync(OpenSsh server, string passphrase)
    {
        var file = Path.Combine(server.Account.Home, "id");
        await Shell.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-f", file]);
        await File.WriteAllTextAsync(Path.Combine(server.Account.Home, "keys"), await File.ReadAllTextAsync(file + ".pub"));
        File.SetUnixFileMode(Path.Combine(server.Account.Home, "keys"), (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(server.Account.Home, (UnixFileMode)0b111_101_101);
        return file;
    }

    private static async Task<string> KnownHostsFileAsync(OpenSsh server, string text)
    {
        var file = Path.Combine(server.Account.Home, "known_hosts");
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
