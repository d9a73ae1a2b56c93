using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static NetDashboard.Probing.Ssh.LibSsh;

namespace NetDashboard.Probing.Ssh;

/// <summary>
/// Learns from libssh's log how the negotiation went: its interface tells neither the signature algorithm nor which group exchange it was, and that
/// nothing was in common is overwritten ("Socket error: Success") when output still waited at that moment. Level and receiver of the log are the
/// calling thread's, so the log is on for one call only and no other session's.
/// </summary>
internal static unsafe class NegotiationListener
{
    private const int Off = 0;
    private const int Information = 2;
    private const int Names = 6;

    private static ReadOnlySpan<byte> Mismatch => "no match for method "u8;

    [ThreadStatic]
    private static string? s_negotiated;

    [ThreadStatic]
    private static string? s_mismatch;

    /// <summary>One step of the handshake. Once it is heard how the negotiation went, the log stays off.</summary>
    /// <param name="session">The session.</param>
    /// <param name="negotiated">The line that tells what was negotiated; <see langword="null"/> until then.</param>
    /// <param name="mismatch">The error that tells what nothing was in common for; <see langword="null"/> when it did not come to that.</param>
    public static int Connect(nint session, ref string? negotiated, ref string? mismatch)
    {
        if (negotiated is not null || mismatch is not null)
        {
            return ssh_connect(session);
        }

        _ = ssh_set_log_callback(&Hear);
        _ = ssh_set_log_level(Information);
        try
        {
            return ssh_connect(session);
        }
        finally
        {
            _ = ssh_set_log_level(Off);
            (negotiated, mismatch) = (s_negotiated, s_mismatch);
            (s_negotiated, s_mismatch) = (null, null);
        }
    }

    /// <summary>
    /// Reads the line: key exchange, host key, ciphers out and in, MACs out and in, and what is of no interest, separated by commas.
    /// <see langword="null"/> when libssh has another way of telling.
    /// </summary>
    public static NegotiatedAlgorithms? Read(string? line, string? serverVersion)
    {
        var names = line?[(line.LastIndexOf(' ') + 1)..].Split(',');
        if (names is not { Length: >= Names })
        {
            return null;
        }

        for (var i = 0; i < Names; i++)
        {
            names[i] = names[i].StartsWith("aead-", StringComparison.Ordinal) ? NegotiatedAlgorithms.ImplicitMac : AlgorithmProfile.Share(names[i]);
        }

        return new NegotiatedAlgorithms(names[0], names[1], names[2], names[3], names[4], names[5], serverVersion ?? string.Empty);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Hear(int level, byte* function, byte* line, nint data)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(line);
        if (text.StartsWith("ssh_kex_select_methods: Negotiated "u8))
        {
            s_negotiated = TextOf((nint)line);
        }
        else if (text.IndexOf(Mismatch) >= 0)
        {
            s_mismatch = TextOf((nint)line);
        }
    }
}
