using System.Collections.Immutable;
using NetDashboard.Inventory;

namespace NetDashboard.Probing.Ssh;

/// <summary>
/// SSH algorithms in our order of preference. P-256 and Curve25519 come first because they cost least; group 16 and 18 last because
/// they cost tens to hundreds of milliseconds of CPU. chacha20-poly1305 is left out, and CBC only meets MACs that are not encrypt-then-MAC:
/// both are open to prefix truncation (CVE-2023-48795) with a peer that lacks strict key exchange, and libssh does not tell whether it has it.
/// </summary>
internal sealed record AlgorithmProfile(
    ImmutableArray<string> KeyExchange,
    ImmutableArray<string> HostKeys,
    ImmutableArray<string> Ciphers,
    ImmutableArray<string> Macs,
    int RsaMinimumBits)
{
    private static readonly ImmutableArray<string> s_fastKeyExchange =
    [
        "ecdh-sha2-nistp256", "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
        "diffie-hellman-group14-sha256", "diffie-hellman-group-exchange-sha256",
    ];

    private const string Sha1 = "ssh-rsa";

    private static readonly ImmutableArray<string> s_userKeys =
        ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256"];

    private static readonly ImmutableArray<string> s_slowKeyExchange = ["diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512"];

    /// <summary>Signature algorithms for the keys of users. SHA-1 only where the device's own host key may use it: a device of that time knows no other for RSA.</summary>
    public ImmutableArray<string> UserKeys => HostKeys.Contains(Sha1, StringComparer.Ordinal) ? [.. s_userKeys, Sha1] : s_userKeys;

    /// <summary>What is held to be sound today.</summary>
    public static AlgorithmProfile Modern { get; } = new(
        [.. s_fastKeyExchange, .. s_slowKeyExchange],
        ["ecdsa-sha2-nistp256", "ssh-ed25519", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-256", "rsa-sha2-512"],
        ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"],
        ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
        RsaMinimumBits: 1024);

    /// <summary>Also what old devices are limited to; only where the inventory asks for it.</summary>
    public static AlgorithmProfile Legacy { get; } = new(
        [
            .. s_fastKeyExchange, "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1",
            .. s_slowKeyExchange,
        ],
        [.. Modern.HostKeys, "ssh-rsa"],
        [.. Modern.Ciphers, "aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"],
        ["hmac-sha2-256", "hmac-sha2-512", "hmac-sha1"],
        RsaMinimumBits: 768);

    /// <summary>All names this build of libssh can be asked for; others in an inventory are named in a warning.</summary>
    private static ImmutableHashSet<string> Known { get; } =
    [
        .. Legacy.KeyExchange, .. Legacy.HostKeys, .. Legacy.Ciphers, .. Legacy.Macs, .. Modern.Macs,
        "chacha20-poly1305@openssh.com", "hmac-sha1-etm@openssh.com",
    ];

    /// <summary>The profile an endpoint asks for, its own lists in place of the profile's.</summary>
    public static AlgorithmProfile For(Endpoint endpoint)
    {
        var profile = endpoint.CryptoProfile is "legacy" ? Legacy : Modern;
        return endpoint.Algorithms is not { } lists ? profile : profile with
        {
            KeyExchange = Or(lists.KeyExchange, profile.KeyExchange),
            HostKeys = Or(lists.HostKeys, profile.HostKeys),
            Ciphers = Or(lists.Ciphers, profile.Ciphers),
            Macs = Or(lists.Macs, lists.Ciphers.Any(name => name.EndsWith("-cbc", StringComparison.Ordinal)) ? Legacy.Macs : profile.Macs),

            // Whoever names ssh-rsa means a device of its time, with a key of that time's length.
            RsaMinimumBits = lists.HostKeys.Contains("ssh-rsa", StringComparer.Ordinal) ? Legacy.RsaMinimumBits : profile.RsaMinimumBits,
        };
    }

    /// <summary>The same with the host key algorithms that fit the known keys in front, so that a server with several keys shows the known one.</summary>
    /// <param name="knownKeyTypes">Key types on file for the host, for example <c>ssh-rsa</c>.</param>
    public AlgorithmProfile Prefer(IReadOnlyCollection<string> knownKeyTypes) => knownKeyTypes.Count == 0 ? this : this with
    {
        HostKeys = [.. HostKeys.OrderBy(algorithm => knownKeyTypes.Contains(KeyTypeOf(algorithm), StringComparer.Ordinal) ? 0 : 1)],
    };

    /// <summary>The same name as all other results hold it, so that thousands of them share it.</summary>
    public static string Share(string name) => Known.TryGetValue(name, out var known) ? known : name;

    /// <summary>Names that libssh would drop without a word.</summary>
    public IEnumerable<string> Unsupported() => KeyExchange.Concat(HostKeys).Concat(Ciphers).Concat(Macs).Where(name => !Known.Contains(name));

    private static ImmutableArray<string> Or(ImmutableArray<string> own, ImmutableArray<string> profile) => own.IsDefaultOrEmpty ? profile : own;

    // RFC 8332, section 3: the rsa-sha2 signature algorithms use keys of the type ssh-rsa.
    private static string KeyTypeOf(string algorithm) => algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;
}
