using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Comparing;

/// <summary>
/// Classes of SSH algorithms. Key exchange: RFC 9142, table 12 ("MUST NOT" is broken, "SHOULD NOT" weak, SHA-1 that it lets pass ageing). Signatures: SHA-1 is
/// weak (RFC 8332, section 1; RFC 9142, section 1.1), DSA of 1,024 bits broken (FIPS 186-5 has withdrawn it). Ciphers: RC4 is broken (RFC 8758), blocks of 64
/// bits are weak (CVE-2016-2183), CBC is ageing (CVE-2008-5161; RFC 4344 gives CTR). Message authentication: MD5 and what is cut to 96 bits is weak (RFC 6151),
/// SHA-1 and 64 bits are ageing (RFC 6668 gives SHA-2).
/// </summary>
public static class AlgorithmStrength
{
    private const string Encrypted = "-etm@openssh.com";

    private static readonly ImmutableArray<string> s_soundKeyExchanges =
        ["curve25519-", "curve448-", "ecdh-sha2-", "sntrup761x25519-", "mlkem", "rsa2048-sha256"];

    private static readonly ImmutableArray<string> s_soundHostKeys =
        ["ssh-ed25519", "ssh-ed448", "ecdsa-sha2-", "rsa-sha2-", "sk-ssh-ed25519", "sk-ecdsa-sha2-", "x509v3-ecdsa-sha2-", "x509v3-rsa2048-sha256"];

    /// <summary>What is of a weaker class than before; an algorithm that is not known here says nothing.</summary>
    public static ImmutableArray<WeakerAlgorithm> FindWeaker(NegotiatedAlgorithms before, NegotiatedAlgorithms now)
    {
        var weaker = ImmutableArray.CreateBuilder<WeakerAlgorithm>();
        Judge("key exchange", before.KeyExchange, now.KeyExchange, OfKeyExchange);
        Judge("host key", before.HostKey, now.HostKey, OfHostKey);
        Judge("cipher", Weaker(before.CipherOut, before.CipherIn, OfCipher), Weaker(now.CipherOut, now.CipherIn, OfCipher), OfCipher);
        Judge("MAC", Weaker(before.MacOut, before.MacIn, OfMac), Weaker(now.MacOut, now.MacIn, OfMac), OfMac);
        return weaker.DrainToImmutable();

        void Judge(string what, string was, string nowIs, Func<string, AlgorithmClass?> classOf)
        {
            if (was != nowIs && classOf(nowIs) is { } present && classOf(was) is { } past && present < past)
            {
                weaker.Add(new WeakerAlgorithm(what, was, nowIs, present));
            }
        }
    }

    /// <summary>The class of a key exchange method; <see langword="null"/> for one that is not known.</summary>
    public static AlgorithmClass? OfKeyExchange(string name) => name switch
    {
        "rsa1024-sha1" => AlgorithmClass.Broken,
        "diffie-hellman-group1-sha1" or "diffie-hellman-group-exchange-sha1" => AlgorithmClass.Weak,
        _ when name.StartsWith("gss-", StringComparison.Ordinal) => name.Contains("-sha1-", StringComparison.Ordinal) ? AlgorithmClass.Weak : AlgorithmClass.Sound,
        "diffie-hellman-group14-sha1" => AlgorithmClass.Ageing,
        _ when name.StartsWith("diffie-hellman-", StringComparison.Ordinal) && IsSha2(name) => AlgorithmClass.Sound,
        _ when Begins(name, s_soundKeyExchanges) => AlgorithmClass.Sound,
        _ => null,
    };

    /// <summary>The class of a server's signature; <see langword="null"/> for one that is not known.</summary>
    public static AlgorithmClass? OfHostKey(string name) => name switch
    {
        "ssh-dss" => AlgorithmClass.Broken,
        "ssh-rsa" => AlgorithmClass.Weak,
        _ when Begins(name, s_soundHostKeys) => AlgorithmClass.Sound,
        _ => null,
    };

    /// <summary>The class of a cipher; <see langword="null"/> for one that is not known.</summary>
    public static AlgorithmClass? OfCipher(string name) => name switch
    {
        "none" or "des-cbc" or "arcfour" or "arcfour128" or "arcfour256" => AlgorithmClass.Broken,
        "3des-cbc" or "3des-ctr" or "blowfish-cbc" or "blowfish-ctr" or "cast128-cbc" or "cast128-ctr" or "idea-cbc" or "idea-ctr" => AlgorithmClass.Weak,
        _ when name.EndsWith("-cbc", StringComparison.Ordinal) || name is "rijndael-cbc@lysator.liu.se" => AlgorithmClass.Ageing,
        _ when name.StartsWith("aes", StringComparison.Ordinal) || name.StartsWith("chacha20-poly1305", StringComparison.Ordinal)
            || name.StartsWith("AEAD_AES_", StringComparison.Ordinal) || name.StartsWith("camellia", StringComparison.Ordinal) => AlgorithmClass.Sound,
        _ => null,
    };

    /// <summary>The class of a message authentication; <see langword="null"/> for one that is not known.</summary>
    public static AlgorithmClass? OfMac(string name) =>
        (name.EndsWith(Encrypted, StringComparison.Ordinal) ? name[..^Encrypted.Length] : name.Replace("@openssh.com", string.Empty, StringComparison.Ordinal)) switch
        {
            "none" => AlgorithmClass.Broken,
            "hmac-md5" or "hmac-md5-96" or "hmac-sha1-96" or "hmac-ripemd160" => AlgorithmClass.Weak,
            "hmac-sha1" or "umac-64" => AlgorithmClass.Ageing,
            NegotiatedAlgorithms.ImplicitMac or "umac-128" => AlgorithmClass.Sound,
            var mac when mac.StartsWith("hmac-sha2-", StringComparison.Ordinal) || mac.StartsWith("AEAD_AES_", StringComparison.Ordinal) => AlgorithmClass.Sound,
            _ => null,
        };

    private static string Weaker(string sent, string received, Func<string, AlgorithmClass?> classOf) =>
        classOf(received) < classOf(sent) ? received : sent;

    private static bool IsSha2(string name) => name.EndsWith("-sha256", StringComparison.Ordinal) || name.EndsWith("-sha384", StringComparison.Ordinal) || name.EndsWith("-sha512", StringComparison.Ordinal);

    private static bool Begins(string name, ImmutableArray<string> beginnings) => beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
