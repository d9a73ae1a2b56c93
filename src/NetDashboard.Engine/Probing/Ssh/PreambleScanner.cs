using System.Text;

namespace NetDashboard.Probing.Ssh;

/// <summary>
/// Looks at what a server sends before its SSH identification. Other lines are allowed there (RFC 4253, section 4.2), but not without
/// end, and a server of another protocol is told apart by its first bytes.
/// </summary>
internal sealed class PreambleScanner
{
    private const int MaxBytes = 8192;
    private const int MaxLines = 50;
    private const byte TelnetCommand = 0xFF;

    private readonly StringBuilder _line = new();
    private readonly StringBuilder _text = new();
    private int _bytes;
    private int _lines;

    /// <summary>What was sent so far, when it is no identification.</summary>
    public string? Text => _text.Length + _line.Length > 0 ? _text.ToString() + _line : null;

    /// <summary>The lines before the identification; <see langword="null"/> for none. Of another protocol, its first bytes.</summary>
    public string? Lines => _text.Length > 0 ? _text.ToString() : null;

    /// <summary>Takes in the next bytes from the server.</summary>
    /// <returns>Whether the identification has begun.</returns>
    /// <exception cref="ProbeException"><see cref="ProbeFailure.ProtocolError"/>: this is no SSH server.</exception>
    public bool Feed(ReadOnlySpan<byte> bytes)
    {
        if (_bytes == 0 && !bytes.IsEmpty && FindOtherProtocol(bytes) is { } other)
        {
            _text.Append(Encoding.Latin1.GetString(bytes));
            throw NotSsh(other);
        }

        foreach (var b in bytes)
        {
            _bytes++;
            if (b == '\n')
            {
                _lines++;
                _text.Append(_line).Append('\n');
                _line.Clear();
            }
            else
            {
                _line.Append((char)b);
                if (_line.Length == 4 && _line.Equals("SSH-"))
                {
                    return true;
                }
            }

            if (_lines > MaxLines || _bytes > MaxBytes)
            {
                throw NotSsh($"sent {_lines} lines ({_bytes} bytes) without an SSH identification: {Text}");
            }
        }

        return false;
    }

    private static string? FindOtherProtocol(ReadOnlySpan<byte> first)
    {
        if (first[0] == TelnetCommand)
        {
            return "speaks Telnet on this port";
        }

        if (first.StartsWith("HTTP/"u8) || first.StartsWith("<"u8))
        {
            return $"speaks HTTP on this port: {FirstLine(first)}";
        }

        if (first.StartsWith("220"u8))
        {
            return $"speaks FTP or SMTP on this port: {FirstLine(first)}";
        }

        // 0x15 is a TLS alert, 0x16 a handshake record (RFC 8446, section 5.1).
        return first[0] is 0x15 or 0x16 ? "speaks TLS on this port" : null;
    }

    private static string FirstLine(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? bytes[..end] : bytes);

    private static ProbeException NotSsh(string what) => new(ProbeFailure.ProtocolError, $"Not an SSH server: the device {what}.");
}
