using System.Security.Cryptography;

namespace NetDashboard.Probing.Ssh;

/// <summary>A server's host key.</summary>
/// <param name="Type">Key type, for example <c>ssh-ed25519</c> (RFC 4253, section 6.6).</param>
/// <param name="Base64">The public key blob in base64, as known_hosts files write it.</param>
internal sealed record SshHostKey(string Type, string Base64)
{
    /// <summary><c>SHA256:...</c> as OpenSSH prints it: the digest of the blob in base64 without padding.</summary>
    public string Fingerprint { get; } = "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');
}
