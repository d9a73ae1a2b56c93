using System.Net;
using System.Net.Sockets;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Probing;
using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>Native memory, which no collector gives back.</summary>
[Collection(WholeProcess.Name)]
public sealed class SshMemoryTests
{
    [Fact]
    public async Task Reading_a_banner_again_and_again_takes_no_more_memory()
    {
        const int Length = 30_000;
        const int Times = 5_000;
        using var banner = new SshWordsTests.BannerFile(Length);
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes", banner.Setting]);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        using var transport = new LibSshTransport(socket, server.Account.Name, AlgorithmProfile.Modern, TimeProvider.System, new TranscriptRecorder([]));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await transport.HandshakeAsync(() => { }, limit.Token);
        await transport.AuthenticateNoneAsync(limit.Token);
        Assert.True(transport.DeviceWords?.Length > Length);
        var before = Resident();

        for (var i = 0; i < Times; i++)
        {
            _ = transport.DeviceWords;
        }

        // A leak would be 150 MB; the collector's own ups and downs are far below half of that.
        var grown = Resident() - before;
        Assert.True(grown < Length * (long)Times / 2, $"{Times} readings of {Length} characters took {grown / 1024 / 1024} MB.");
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
