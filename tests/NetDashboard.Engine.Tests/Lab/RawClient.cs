using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>Bytes to and from a device without any protocol in between.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly StringBuilder _shown = new();
    private int _read;

    /// <summary>All that arrived, one character per byte.</summary>
    public string Shown => _shown.ToString();

    public static async Task<RawClient> ConnectAsync(IPAddress address, int? port)
    {
        var client = new RawClient();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await client._socket.ConnectAsync(new IPEndPoint(address, port!.Value), limit.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Waits until the text has arrived behind what earlier calls found.</summary>
    public async Task<string> ExpectAsync(string text)
    {
        while (true)
        {
            var found = Shown.IndexOf(text, _read, StringComparison.Ordinal);
            if (found >= 0)
            {
                var upTo = Shown[_read..(found + text.Length)];
                _read = found + text.Length;
                return upTo;
            }

            Assert.True(await ReceiveAsync() > 0, $"The connection closed before '{text}' came; shown: '{Shown}'.");
        }
    }

    /// <summary>Waits until the device hangs up.</summary>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReceiveAsync() > 0)
        {
            // All of it is wanted.
        }

        return Shown;
    }

    /// <summary>Whether nothing arrives within the time, the connection staying open.</summary>
    public async Task<bool> IsSilentAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        try
        {
            await _socket.ReceiveAsync(new byte[1], SocketFlags.None, limit.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Goes without a word: the device's side gets a reset.</summary>
    public void Vanish()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReceiveAsync()
    {
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            var count = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            _shown.Append(Encoding.Latin1.GetString(buffer, 0, count));
            return count;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Nothing more came; shown: '{Shown}'.", e);
        }
    }
}
