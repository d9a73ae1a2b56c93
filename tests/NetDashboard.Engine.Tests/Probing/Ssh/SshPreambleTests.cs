using System.Net.Sockets;
using System.Text;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>What a server may say before it identifies itself, and what it may not.</summary>
public sealed class SshPreambleTests
{
    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP")]
    [InlineData("\u00ff\u00fb\u0001\u00ff\u00fb\u0003Username: ", "Telnet")]
    [InlineData("220 mail.example ESMTP\r\n", "SMTP")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002F", "TLS")]
    public async Task Another_protocol_is_named_at_once(string says, string name)
    {
        await using var server = LoopbackServer.Says(Encoding.Latin1.GetBytes(says));

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port)).WaitAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(ProbeFailure.ProtocolError, result.Verdict.Failure);
        Assert.Contains(name, result.Verdict.Detail, StringComparison.Ordinal);
        Assert.Equal(ProbeStage.Banner, result.Stage);
    }

    [Fact]
    public async Task Plain_text_without_an_identification_is_quoted_when_time_is_up()
    {
        await using var server = LoopbackServer.Says("Welcome to the coffee machine\r\n"u8.ToArray());
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1));

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, change: endpoint => endpoint with { Timeouts = limits }));

        Assert.Equal(ProbeFailure.BannerTimeout, result.Verdict.Failure);
        Assert.Contains("coffee machine", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_before_the_identification_are_skipped(bool byteByByte)
    {
        await using var openSsh = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);
        await using var server = LoopbackServer.That(async (socket, stop) =>
        {
            var notice = Encoding.ASCII.GetBytes("Notice: this system is monitored\r\nand so are you\r\n");
            for (var sent = 0; sent < notice.Length;)
            {
                var count = byteByByte ? 1 : notice.Length;
                sent += await socket.SendAsync(notice.AsMemory(sent, count), stop);
                await Task.Delay(byteByByte ? 2 : 20, stop);
            }

            using var behind = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await behind.ConnectAsync("127.0.0.1", openSsh.Port, stop);
            await Task.WhenAny(CopyAsync(socket, behind, stop), CopyAsync(behind, socket, stop));
        });

        var result = await ProbeTesting.RunAsync(
            ProbeTesting.Target("ssh", server.Port, new Credential(openSsh.Account.Name, new Secret(openSsh.Account.Password))));

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{openSsh.Log}");
    }

    [Fact]
    public async Task An_SSH_1_server_is_a_protocol_error()
    {
        await using var server = LoopbackServer.Says("SSH-1.5-Cisco-1.25\n"u8.ToArray());

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port)).WaitAsync(TimeSpan.FromSeconds(3));

        Assert.True(result.Verdict.Failure is ProbeFailure.ProtocolError, result.Verdict.ToString());
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken stop)
    {
        var buffer = new byte[4096];
        while (await from.ReceiveAsync(buffer, stop) is var count and > 0)
        {
            await to.SendAsync(buffer.AsMemory(0, count), stop);
        }
    }
}
