using System.Net.Sockets;
using System.Security.Cryptography;

namespace NetDashboard.Probing.Telnet;

/// <summary>A Telnet connection as bytes of text: negotiation is answered on the way, and what is sent is written as RFC 854 wants it.</summary>
internal sealed class TelnetStream(Socket socket) : IByteStream
{
    private const byte LineFeed = (byte)'\n';
    private const byte Return = (byte)'\r';
    private const byte Iac = 255;

    private readonly TelnetNegotiator _negotiator = new();

    /// <inheritdoc/>
    public bool HasWaiting => socket.Available > 0;

    /// <summary>Whether the device has sent anything yet, negotiation included.</summary>
    public bool HasHeard { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before the wait and not after the read: a read that has text to give must not be cancelled over its answers.
            await SendRepliesAsync(cancellationToken).ConfigureAwait(false);
            var count = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return 0;
            }

            HasHeard = true;

            var text = _negotiator.Process(buffer.Span[..count]);
            if (text > 0)
            {
                return text;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await SendRepliesAsync(cancellationToken).ConfigureAwait(false);
        var wire = Encode(bytes.Span);
        try
        {
            await SendAsync(wire, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // May be a secret.
            CryptographicOperations.ZeroMemory(wire);
        }
    }

    /// <summary>
    /// Text as a network virtual terminal sends it: a line feed becomes CR LF, a return that no line feed follows CR NUL (RFC 854, page 11),
    /// and 255 is doubled.
    /// </summary>
    internal static byte[] Encode(ReadOnlySpan<byte> text)
    {
        var wire = new byte[text.Length * 2];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == LineFeed && (i == 0 || text[i - 1] != Return))
            {
                wire[length++] = Return;
            }

            wire[length++] = b;
            if (b == Iac)
            {
                wire[length++] = Iac;
            }
            else if (b == Return && (i + 1 == text.Length || text[i + 1] != LineFeed))
            {
                wire[length++] = 0;
            }
        }

        if (length == wire.Length)
        {
            return wire;
        }

        var exact = wire[..length];
        CryptographicOperations.ZeroMemory(wire);
        return exact;
    }

    private ValueTask SendRepliesAsync(CancellationToken cancellationToken) =>
        _negotiator.HasReplies ? SendAsync(_negotiator.TakeReplies(), cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
    }
}
