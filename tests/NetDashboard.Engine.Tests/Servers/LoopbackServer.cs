using System.Net;
using System.Net.Sockets;

namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A TCP server on a free loopback port that does one thing to each connection.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private LoopbackServer(Func<Socket, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static LoopbackServer That(Func<Socket, CancellationToken, Task> serves) => new(serves);

    public static LoopbackServer Silent() => new((_, stop) => Task.Delay(Timeout.Infinite, stop));

    public static LoopbackServer HangsUp() => new((_, _) => Task.CompletedTask);

    /// <summary>Sends the same bytes again and again, with a pause after each.</summary>
    public static LoopbackServer Repeats(ReadOnlyMemory<byte> bytes, TimeSpan pause) => new(async (socket, stop) =>
    {
        while (true)
        {
            await socket.SendAsync(bytes, stop);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, stop);
            }
        }
    });

    /// <summary>Sends some bytes and then waits in silence.</summary>
    public static LoopbackServer Says(ReadOnlyMemory<byte> bytes) => new(async (socket, stop) =>
    {
        await socket.SendAsync(bytes, stop);
        await Task.Delay(Timeout.Infinite, stop);
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        while (!_stop.IsCancellationRequested)
        {
            var socket = await _listener.AcceptSocketAsync(_stop.Token);
            _ = ServeAsync(socket, serve);
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, CancellationToken, Task> serve)
    {
        using (socket)
        {
            try
            {
                await serve(socket, _stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, or the test is over: both are how these servers end.
            }
        }
    }
}
