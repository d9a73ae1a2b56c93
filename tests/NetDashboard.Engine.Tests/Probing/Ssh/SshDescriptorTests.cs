using System.Net;
using System.Net.Sockets;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>What libssh does to descriptors behind .NET's back, and that it is put right.</summary>
[Collection(WholeProcess.Name)]
public sealed class SshDescriptorTests
{
    [Fact]
    public async Task Successful_logins_leave_no_descriptor_behind()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", "MaxStartups 100"]);
        await LoginAsync(server); // Whatever opens once, opens here.
        var before = WholeProcess.Descriptors;

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(ProbeOutcome.Ok, (await LoginAsync(server)).Verdict.Outcome);
        }

        await WholeProcess.AssertDescriptorsBackToAsync(before);
    }

    [Fact]
    public async Task Protocol_errors_close_no_other_sessions_descriptor()
    {
        // libssh closes its descriptor at the first malformed packet. Were it .NET's own, a neighbour's connection would die with it.
        await using var garbage = LoopbackServer.Repeats("SSH-2.0-garbage\r\n\0\0\0\0 this is no key exchange"u8.ToArray(), TimeSpan.FromMilliseconds(1));
        await using var echo = LoopbackServer.That(async (socket, stop) =>
        {
            await socket.SendAsync("still here"u8.ToArray(), stop);
            await socket.ReceiveAsync(new byte[1], stop); // Until the client has gone.
        });
        await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", garbage.Port)); // Whatever opens once, opens here.
        var before = WholeProcess.Descriptors;
        var neighbours = new List<TcpClient>();
        for (var i = 0; i < 50; i++)
        {
            var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", garbage.Port));
            Assert.True(result.Verdict.Failure is ProbeFailure.ProtocolError or ProbeFailure.ConnectionClosed, result.Verdict.ToString());

            var neighbour = new TcpClient();
            await neighbour.ConnectAsync(IPAddress.Loopback, echo.Port);
            neighbours.Add(neighbour);
        }

        foreach (var neighbour in neighbours)
        {
            var buffer = new byte[10];
            await neighbour.GetStream().ReadExactlyAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
            neighbour.Dispose();
        }

        await WholeProcess.AssertDescriptorsBackToAsync(before);
    }

    [Fact]
    public async Task The_socket_is_non_blocking_again_after_the_first_native_call()
    {
        await using var server = LoopbackServer.Silent();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        using var session = new LibSshSession(socket, "netops", AlgorithmProfile.Modern);

        Assert.Equal(LibSsh.Again, session.Connect());

        const int NonBlocking = 0x800;
        Assert.NotEqual(0, LibSsh.fcntl((int)socket.Handle, LibSsh.DescriptorCommand.GetFlags, 0) & NonBlocking);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(65535, true)]
    [InlineData(65536, false)]
    public void A_descriptor_that_libssh_would_cut_short_is_not_used(int descriptor, bool isUsable) =>
        Assert.Equal(isUsable, LibSshSession.CanUse(descriptor));

    [Fact]
    public async Task Sessions_cancelled_at_every_moment_leave_nothing_behind()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", "MaxStartups 200"]);
        await LoginAsync(server);
        var before = WholeProcess.Descriptors;

        for (var delay = 0; delay < 60; delay++)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(delay * 2));
            try
            {
                await LoginAsync(server, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                // The expected end; a late one comes after the login is through.
            }
        }

        await WholeProcess.AssertDescriptorsBackToAsync(before);
    }

    [Fact]
    public async Task Two_hundred_idle_sessions_hold_no_threads()
    {
        await using var server = LoopbackServer.Says("SSH-2.0-idle\r\n"u8.ToArray());
        using var stop = new CancellationTokenSource();
        var threads = Environment.ProcessId is var id ? Directory.GetDirectories($"/proc/{id}/task").Length : 0;

        var sessions = Enumerable.Range(0, 200).Select(_ => ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port), cancellationToken: stop.Token)).ToArray();
        await Task.Delay(500);
        var more = Directory.GetDirectories($"/proc/{id}/task").Length - threads;
        await stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(sessions));

        Assert.True(more < 20, $"{more} threads came with 200 idle sessions.");
        Assert.All(sessions, session => Assert.True(session.IsCanceled, session.Exception?.ToString()));
    }

    private static Task<ProbeResult> LoginAsync(OpenSsh server, CancellationToken cancellationToken = default) => ProbeTesting.RunAsync(
        ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, new Secret(server.Account.Password))), cancellationToken: cancellationToken);
}
