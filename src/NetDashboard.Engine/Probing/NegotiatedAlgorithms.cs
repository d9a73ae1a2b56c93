namespace NetDashboard.Probing;

/// <summary>What both sides of an SSH connection agreed on (RFC 4253, section 7.1), and the name the server gives itself.</summary>
/// <param name="KeyExchange">Key exchange method, for example <c>curve25519-sha256</c>.</param>
/// <param name="HostKey">Algorithm of the server's signature, for example <c>rsa-sha2-512</c>.</param>
/// <param name="CipherOut">Encryption towards the device.</param>
/// <param name="CipherIn">Encryption from the device.</param>
/// <param name="MacOut">Message authentication towards the device; <see cref="ImplicitMac"/> where the cipher does that itself.</param>
/// <param name="MacIn">Message authentication from the device; <see cref="ImplicitMac"/> where the cipher does that itself.</param>
/// <param name="ServerVersion">The server's identification (RFC 4253, section 4.2), for example <c>SSH-2.0-OpenSSH_9.2</c>.</param>
public sealed record NegotiatedAlgorithms(
    string KeyExchange, string HostKey, string CipherOut, string CipherIn, string MacOut, string MacIn, string ServerVersion)
{
    /// <summary>Stands for the message authentication that an AEAD cipher brings along (RFC 5647).</summary>
    public const string ImplicitMac = "implicit";
}
