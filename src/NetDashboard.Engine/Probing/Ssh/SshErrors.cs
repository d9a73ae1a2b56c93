namespace NetDashboard.Probing.Ssh;

/// <summary>Turns libssh's error texts into failures that ask for the right action.</summary>
internal static class SshErrors
{
    private const string NoMatch = "no match for method ";
    private const string Disconnect = "SSH_MSG_DISCONNECT:";

    /// <summary>What the device said with its disconnect; libssh keeps it nowhere but in its error, as "Received SSH_MSG_DISCONNECT: 2:words".</summary>
    public static string? DisconnectWords(string? error)
    {
        if (error?.IndexOf(Disconnect, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        var words = error.AsSpan(at + Disconnect.Length).Trim();
        words = words[(words.IndexOf(':') + 1)..].Trim(); // Behind the reason code.
        return words.IsEmpty ? null : words.ToString();
    }

    public static ProbeException Handshake(string? error, string? disconnect, bool isIdentified, string? preamble)
    {
        if (error?.IndexOf(NoMatch, StringComparison.Ordinal) is >= 0 and var at)
        {
            // "<method>: server [a,b], client [c,d]"
            return new ProbeException(
                ProbeFailure.NoCommonAlgorithm,
                $"No algorithm in common for {error[(at + NoMatch.Length)..]}. If the device is old, give it 'profile: legacy'.");
        }

        if (disconnect is not null)
        {
            return new ProbeException(ProbeFailure.ConnectionClosed, $"The device ended the key exchange: {disconnect}");
        }

        if (IsClosed(error))
        {
            return new ProbeException(
                ProbeFailure.ConnectionClosed,
                isIdentified
                    ? "The device closed the connection during the key exchange."
                    : $"The device closed the connection before it identified itself as an SSH server.{(preamble is null ? string.Empty : $" It said: {preamble}")}");
        }

        return error?.Contains("verify server hostkey signature", StringComparison.OrdinalIgnoreCase) is true
            ? new ProbeException(ProbeFailure.NoCommonAlgorithm, $"The host key was not accepted ({error}); an RSA key may be shorter than allowed. If the device is old, give it 'profile: legacy'.")
            : new ProbeException(ProbeFailure.ProtocolError, $"The SSH handshake failed: {error ?? "no reason given"}.");
    }

    /// <summary>Whether libssh refused on its own to show the key, because the device takes it only with an algorithm that is not allowed here.</summary>
    public static bool IsKeyNotShown(string? error) => error?.Contains("PUBLICKEY_ACCEPTED_TYPES", StringComparison.Ordinal) is true;

    public static ProbeException Authentication(string? error, string? disconnect) => Closed(error, disconnect);

    public static ProbeException Shell(string what, string? error, string? disconnect) => IsClosed(error) || disconnect is not null
        ? Closed(error, disconnect)
        : new ProbeException(ProbeFailure.ProtocolError, $"Logged in, but the device refused {what}: {error ?? "no reason given"}.");

    public static ProbeException Closed(string? error, string? disconnect) => new(
        disconnect is null && !IsClosed(error) ? ProbeFailure.ProtocolError : ProbeFailure.ConnectionClosed,
        disconnect is not null ? $"The device closed the connection: {disconnect}"
        : IsClosed(error) ? "The device closed the connection."
        : $"The SSH connection failed: {error ?? "no reason given"}.");

    private static bool IsClosed(string? error) => error is null
        || error.Contains("Socket error", StringComparison.OrdinalIgnoreCase)
        || error.Contains("SSH_MSG_DISCONNECT", StringComparison.Ordinal)
        || error.Contains("disconnected", StringComparison.OrdinalIgnoreCase)
        || error.Contains("Connection reset", StringComparison.OrdinalIgnoreCase)
        || error.Contains("Remote channel is closed", StringComparison.OrdinalIgnoreCase);
}
