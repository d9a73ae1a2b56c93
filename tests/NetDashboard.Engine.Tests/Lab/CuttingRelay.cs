using System.Net;
using System.Net.Sockets;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>A relay to a device that resets both sides once the client has sent so many bytes: a client that vanishes at an exact moment.</summary>
internal sealed class CuttingRelay : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _device;
    private readonly int _limit;

    public CuttingRelay(SimulatedDevice device, int limit)
    {
        _device = new IPEndPoint(device.Address, device.SshPort!.Value);
        _limit = limit;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Serves one client, until the cut or until a side closes.</summary>
    public async Task RunAsync()
    {
        using var client = await _listener.AcceptAsync();
        using var device = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await device.ConnectAsync(_device);
        client.LingerState = device.LingerState = new LingerOption(enable: true, seconds: 0);
        var answers = CopyAsync(device, client, int.MaxValue);
        await Task.WhenAny(CopyAsync(client, device, _limit), answers);
    }

    public void Dispose() => _listener.Dispose();

    private static async Task CopyAsync(Socket from, Socket to, int limit)
    {
        var buffer = new byte[4096];
        try
        {
            int count;
            while (limit > 0 && (count = await from.ReceiveAsync(buffer.AsMemory(0, Math.Min(limit, buffer.Length)))) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
                limit -= count;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other direction has ended the relay.
        }
    }
}
