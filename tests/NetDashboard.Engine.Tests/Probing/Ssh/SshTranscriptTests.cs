using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using static NetDashboard.Engine.Tests.Probing.Ssh.SshWordsTests;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>What is kept of what real SSH servers say, and of what was negotiated with them.</summary>
public sealed class SshTranscriptTests
{
    [Theory]
    [InlineData("curve25519-sha256", "ed25519", "ssh-ed25519", "aes256-gcm@openssh.com", "hmac-sha2-256", "implicit")]
    [InlineData("ecdh-sha2-nistp384", "ecdsa", "ecdsa-sha2-nistp256", "aes128-ctr", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-512-etm@openssh.com")]
    [InlineData("diffie-hellman-group-exchange-sha256", "rsa", "rsa-sha2-512", "aes192-ctr", "hmac-sha2-256", "hmac-sha2-256")]
    [InlineData("diffie-hellman-group-exchange-sha1", "rsa", "ssh-rsa", "3des-cbc", "hmac-sha1", "hmac-sha1")]
    public async Task What_was_negotiated_with_OpenSSH_is_told(string keyExchange, string keyType, string hostKey, string cipher, string mac, string told)
    {
        await using var server = await OpenSsh.StartAsync(
            ["PasswordAuthentication yes", "UsePAM yes", $"KexAlgorithms {keyExchange}", $"HostKeyAlgorithms {hostKey}", $"Ciphers {cipher}", $"MACs {mac}"], [keyType]);

        var result = await RunAsync(server, new Secret(server.Account.Password), endpoint => endpoint with { CryptoProfile = mac is "hmac-sha1" ? "legacy" : "modern" });

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(
            new NegotiatedAlgorithms(keyExchange, hostKey, cipher, cipher, told, told, result.Algorithms!.ServerVersion), result.Algorithms);
        Assert.StartsWith("SSH-2.0-OpenSSH_", result.Algorithms.ServerVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_negotiated_with_dropbear_is_told()
    {
        await using var server = await Dropbear.StartAsync("rsa");

        var result = await ProbeTesting.RunAsync(
            ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, new Secret(server.Account.Password))));

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.Equal("rsa-sha2-256", result.Algorithms?.HostKey);
        Assert.StartsWith("SSH-2.0-dropbear_", result.Algorithms?.ServerVersion, StringComparison.Ordinal);
        Assert.EndsWith("box$ ", result.Transcript?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_algorithm_in_common_there_is_none_to_tell()
    {
        await using var server = await OpenSsh.StartAsync(["KexAlgorithms diffie-hellman-group14-sha1"]);

        var result = await RunAsync(server, new Secret("irrelevant"));

        Assert.Equal(ProbeFailure.NoCommonAlgorithm, result.Verdict.Failure);
        Assert.Null(result.Algorithms);
        Assert.Null(result.Transcript);
    }

    [Fact]
    public async Task A_transcript_has_the_banner_and_all_that_the_terminal_showed()
    {
        using var banner = new BannerFile(3);
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", "PrintLastLog no", "PrintMotd no", banner.Setting]);
        var credential = new Credential(server.Account.Name, new Secret(server.Account.Password), new Secret("open-sesame"));

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, credential, "cisco_iosxe"));

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.StartsWith("===\nthe last line of it\n", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.Contains("\nR1>enable\nPassword: ", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.Contains("terminal width 512\n", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.EndsWith("R1#", result.Transcript?.Text, StringComparison.Ordinal);

        // The shell turns its echo off behind the question, and on a busy machine too late: the secret then comes back.
        Assert.DoesNotContain("open-sesame", result.Transcript?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transcript_has_the_questions_of_the_login_and_the_farewell_but_no_answer()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication no", "KbdInteractiveAuthentication yes", "UsePAM yes", "MaxAuthTries 1"]);

        var result = await RunAsync(server, new Secret("not-the-password"));

        Assert.True(result.Verdict.Failure is ProbeFailure.AuthenticationFailed, $"{result.Verdict}\n{server.Log}");
        Assert.Contains("Password:", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.Contains("Too many authentication failures", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", result.Transcript?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_banner_that_names_the_password_does_not_make_us_name_it()
    {
        using var banner = new BannerFile(0);
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", banner.Setting]);

        var result = await RunAsync(server, new Secret("the last line"));

        Assert.StartsWith("\n*** of it\n", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the last line", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nServer: coffee\r\n\r\n", "HTTP/1.1 400 Bad Request\nServer: coffee\n")]
    [InlineData("Keep out!\r\nno SSH here\r\n", "Keep out!\nno SSH here\n")]
    public async Task What_another_server_says_is_taken_down(string says, string expected)
    {
        await using var server = LoopbackServer.That(async (socket, stop) =>
        {
            await socket.ReceiveAsync(new byte[100], stop);
            await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(says), stop);
        });

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port));

        Assert.Equal(expected, result.Transcript?.Text);
        Assert.Null(result.Algorithms);
    }

    private static Task<ProbeResult> RunAsync(OpenSsh server, Secret password, Func<Endpoint, Endpoint>? change = null) =>
        ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, password), change: change));
}
