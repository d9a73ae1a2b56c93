using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>Settings that libssh takes, drops or refuses.</summary>
public sealed class SshSettingsTests
{
    [Fact]
    public async Task A_secret_with_a_NUL_is_refused_before_it_is_cut_short()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);
        var guard = new CountingGuard();

        var result = await ProbeTesting.RunAsync(
            ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, new Secret("front\0back"))), guard);

        Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure);
        Assert.Contains("NUL", result.Verdict.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed password", server.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "user name")]
    [InlineData("$(reboot)", "user name")]
    public async Task A_user_name_that_SSH_cannot_take_is_named(string userName, string expected)
    {
        await using var server = LoopbackServer.Silent();

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, new Credential(userName, new Secret("x")))).WaitAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure);
        Assert.Contains(expected, result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_algorithms_beside_known_ones_are_named_in_a_warning()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);
        var lists = new AlgorithmLists(["curve25519-sha256", "sntrup761x25519-sha512@openssh.com"], [], [], []);

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target(
            "ssh", server.Port, new Credential(server.Account.Name, new Secret(server.Account.Password)), change: endpoint => endpoint with { Algorithms = lists }));

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.Contains("sntrup761x25519-sha512@openssh.com", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_unknown_algorithms_are_no_common_algorithm()
    {
        await using var server = LoopbackServer.Silent();
        var lists = new AlgorithmLists([], ["arcfour"], [], []);

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, change: endpoint => endpoint with { Algorithms = lists })).WaitAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(ProbeFailure.NoCommonAlgorithm, result.Verdict.Failure);
        Assert.Contains("arcfour", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_algorithm_we_offer_is_known_to_this_libssh()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        foreach (var profile in new[] { AlgorithmProfile.Modern, AlgorithmProfile.Legacy })
        {
            Assert.Empty(profile.Unsupported());
            foreach (var name in profile.KeyExchange)
            {
                Try(profile with { KeyExchange = [name] });
            }

            foreach (var name in profile.HostKeys)
            {
                Try(profile with { HostKeys = [name] });
            }

            foreach (var name in profile.Ciphers)
            {
                Try(profile with { Ciphers = [name] });
            }

            foreach (var name in profile.Macs)
            {
                Try(profile with { Macs = [name] });
            }
        }

        // Dropped names are only noticed when none remains.
        void Try(AlgorithmProfile one) => new LibSshSession(socket, "netops", one).Dispose();
    }

    [Fact]
    public async Task Neither_profile_offers_what_prefix_truncation_needs()
    {
        ImmutableArray<string> etm = [.. AlgorithmProfile.Legacy.Macs.Where(name => name.Contains("etm", StringComparison.Ordinal))];
        Assert.Empty(etm);
        Assert.DoesNotContain(AlgorithmProfile.Modern.Ciphers, name => name.Contains("cbc", StringComparison.Ordinal) || name.Contains("chacha", StringComparison.Ordinal));

        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", "Ciphers chacha20-poly1305@openssh.com"]);
        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, new Secret(server.Account.Password))));

        Assert.Equal(ProbeFailure.NoCommonAlgorithm, result.Verdict.Failure);
        Assert.Contains("chacha20-poly1305@openssh.com", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void CBC_that_an_inventory_asks_for_meets_no_encrypt_then_MAC()
    {
        var endpoint = new Endpoint { Protocol = "ssh", CredentialId = "c1", Algorithms = new AlgorithmLists([], ["aes256-cbc", "aes256-ctr"], [], []) };

        var profile = AlgorithmProfile.For(endpoint);

        Assert.Contains("aes256-cbc", profile.Ciphers, StringComparer.Ordinal);
        Assert.NotEmpty(profile.Macs);
        Assert.DoesNotContain(profile.Macs, name => name.Contains("etm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_RSA_host_key_of_1024_bits_is_just_long_enough()
    {
        await using var server = await OpenSsh.StartAsync(
            ["PasswordAuthentication yes", "UsePAM yes", "RequiredRSASize 1024"], ["rsa"], keyBits: 1024);
        var credential = new Credential(server.Account.Name, new Secret(server.Account.Password));

        var strict = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, credential));

        Assert.True(strict.Verdict.Outcome is ProbeOutcome.Ok, $"1024 bits are the modern minimum: {strict.Verdict}\n{server.Log}");
    }

    [Fact]
    public async Task A_long_text_is_written_whole_although_the_device_reads_slowly()
    {
        const int Length = 600_000;

        // Raw: of a terminal that is in line mode without echo, sshd hides the length by a message to ignore of the same length, longer than any packet may be.
        await using var server = await OpenSsh.StartAsync(
            ["PasswordAuthentication yes", "UsePAM yes", $"ForceCommand stty raw -echo; echo ready; sleep 0.3; head -c {Length} | wc -c; sleep 30"]);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        using var transport = new LibSshTransport(socket, server.Account.Name, AlgorithmProfile.Modern, TimeProvider.System, new TranscriptRecorder([]));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await transport.HandshakeAsync(() => { }, limit.Token);
        await transport.AuthenticateNoneAsync(limit.Token);
        Assert.Equal(SshAuthOutcome.Accepted, (await transport.AuthenticatePasswordAsync(server.Account.Password, limit.Token)).Outcome);
        var shell = await transport.OpenShellAsync(limit.Token);
        await ReadUntilAsync(server, shell, "ready", limit.Token);

        await shell.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", Length / 100))), limit.Token);

        await ReadUntilAsync(server, shell, $"{Length}", limit.Token);
    }

    private static async Task ReadUntilAsync(OpenSsh server, IByteStream stream, string expected, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            Assert.True(count > 0, $"The stream ended at: {text}\n{server.Log}");
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
    }
}
