using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>
/// The connection of a page to Blazor's hub: a WebSocket, compressed as Chromium's is, on which messages of the protocol <c>blazorpack</c> go
/// (SignalR's over MessagePack: each message is an array behind its length).
/// </summary>
internal sealed class HubSocket : IDisposable
{
    private const int Invocation = 1;
    private const int Ping = 6;
    private const int MaxWindowBits = 15;
    private const int LengthBits = 7;
    private const byte MoreLength = 0x80;
    private static readonly byte[] s_handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e");

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _received = new();
    private CountingStream? _wire;
    private int _taken;

    /// <summary>Bytes received so far, as they were on the wire.</summary>
    public long Received => _wire?.Received ?? 0;

    /// <summary>Opens it.</summary>
    /// <param name="url">The hub with its connection token, ws.</param>
    /// <param name="origin">The site of the page.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task ConnectAsync(Uri url, string origin, CancellationToken cancellationToken)
    {
        _socket.Options.SetRequestHeader("Origin", origin);
        _socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions { ClientMaxWindowBits = MaxWindowBits, ServerMaxWindowBits = MaxWindowBits };
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };
        using var invoker = new HttpMessageInvoker(handler);
        await _socket.ConnectAsync(url, invoker, cancellationToken);
        await _socket.SendAsync(s_handshake, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        await FillAsync(cancellationToken);
        var answer = _received.WrittenSpan;
        var end = answer.IndexOf((byte)0x1e);
        if (!answer[..end].SequenceEqual("{}"u8))
        {
            throw new InvalidDataException($"The hub refused: {Encoding.UTF8.GetString(answer)}");
        }

        _taken = end + 1;
    }

    /// <summary>Calls a method of the hub.</summary>
    /// <param name="call">Names the answer; <see langword="null"/> for none.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Texts, whole numbers, truths or nothing.</param>
    public Task SendAsync(string? call, string method, params object?[] arguments)
    {
        var message = new PackWriter().Array(6).Value(Invocation).NoHeaders().Value(call).Value(method).Array(arguments.Length);
        foreach (var argument in arguments)
        {
            message.Value(argument);
        }

        return SendAsync(message.Array(0).Written);
    }

    /// <summary>Says that the page is there; a server that hears nothing for 30 s gives it up.</summary>
    public Task PingAsync() => SendAsync(new PackWriter().Array(1).Value(Ping).Written);

    /// <summary>The next message; it stands only until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var rest = _received.WrittenMemory[_taken..];
            if (TryReadLength(rest.Span, out var length, out var head) && rest.Length >= head + length)
            {
                _taken += head + length;
                return rest.Slice(head, length);
            }

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Says goodbye to the server, as a page that is closed does.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, statusDescription: null, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _wire?.Dispose();
        _sending.Dispose();
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int size)
    {
        (length, size) = (0, 0);
        while (size < bytes.Length)
        {
            var part = bytes[size];
            length |= (part & ~MoreLength) << (LengthBits * size++);
            if ((part & MoreLength) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        var frame = new ArrayBufferWriter<byte>(message.Length + sizeof(int));
        var length = message.Length;
        do
        {
            var part = (byte)(length & ~MoreLength);
            length >>= LengthBits;
            frame.Write([length > 0 ? (byte)(part | MoreLength) : part]);
        }
        while (length > 0);

        frame.Write(message.Span);
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frame.WrittenMemory, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_taken == _received.WrittenCount)
        {
            _received.ResetWrittenCount();
            _taken = 0;
        }

        var result = await _socket.ReceiveAsync(_received.GetMemory(1024), cancellationToken);
        if (result.MessageType is WebSocketMessageType.Close)
        {
            throw new InvalidOperationException($"The server closed the connection: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
        }

        _received.Advance(result.Count);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return _wire = new CountingStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
