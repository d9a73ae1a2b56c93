using System.Net;
using System.Net.Sockets;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>The device's own words in a failure: there when it said any, and never in place of what happened.</summary>
public sealed class SshWordsTests
{
    [Fact]
    public async Task The_reason_a_device_gives_when_it_hangs_up_is_quoted()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "KbdInteractiveAuthentication no", "UsePAM yes", "MaxAuthTries 1"]);

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, new Secret("not-the-password"))));

        Assert.True(result.Verdict.Failure is ProbeFailure.AuthenticationFailed, $"{result.Verdict}\n{server.Log}");
        Assert.Contains("Too many authentication failures", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_banner_does_not_push_out_what_happened()
    {
        using var banner = new BannerFile(2000);
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", banner.Setting]);

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, new Secret("not-the-password"))));

        Assert.StartsWith("The device refused the credential.", result.Verdict.Detail, StringComparison.Ordinal);
        Assert.EndsWith("the last line of it", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_before_the_identification_does_not_push_out_what_happened()
    {
        await using var server = LoopbackServer.Says(System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Welcome to the coffee machine\r\n", 60))));

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port)).WaitAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(ProbeFailure.ProtocolError, result.Verdict.Failure);
        Assert.StartsWith("Not an SSH server", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_banner_can_still_be_quoted_when_the_session_is_over()
    {
        using var banner = new BannerFile(0);
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", banner.Setting]);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        using var transport = new LibSshTransport(socket, server.Account.Name, AlgorithmProfile.Modern, TimeProvider.System, new TranscriptRecorder([]));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await transport.HandshakeAsync(() => { }, limit.Token);
        await transport.AuthenticateNoneAsync(limit.Token);

        // As when a limit passes: the runner asks for the last words after the probe has let go of everything.
        transport.Dispose();

        Assert.Contains("the last line of it", transport.DeviceWords, StringComparison.Ordinal);
    }

    /// <summary>A login banner of some length whose end can be told.</summary>
    internal sealed class BannerFile : IDisposable
    {
        private readonly string _path = Path.GetTempFileName();

        public BannerFile(int length) => File.WriteAllText(_path, $"{new string('=', length)}\nthe last line of it\n");

        public string Setting => $"Banner {_path}";

        public void Dispose() => File.Delete(_path);
    }
}
