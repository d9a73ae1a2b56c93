using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace NetDashboard.Probing.Ssh;

/// <summary>A known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"): plain, hashed and wildcard names, <c>[host]:port</c>, <c>@revoked</c>.</summary>
internal sealed class KnownHostKeys
{
    private static readonly ConcurrentDictionary<string, (DateTime WrittenAt, KnownHostKeys Hosts)> s_cache = new(StringComparer.Ordinal);

    private readonly ImmutableArray<KnownKey> _entries;

    private KnownHostKeys(ImmutableArray<KnownKey> entries) => _entries = entries;

    /// <summary>Reads the file, or takes it from memory while it has not changed.</summary>
    /// <exception cref="ProbeException">The file cannot be read: <see cref="ProbeFailure.HostKeyUnknown"/>, since no key can be known.</exception>
    public static KnownHostKeys Load(string path)
    {
        try
        {
            var writtenAt = File.GetLastWriteTimeUtc(path);
            if (s_cache.TryGetValue(path, out var cached) && cached.WrittenAt == writtenAt)
            {
                return cached.Hosts;
            }

            var hosts = Parse(File.ReadAllText(path));
            s_cache[path] = (writtenAt, hosts);
            return hosts;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProbeException(ProbeFailure.HostKeyUnknown, $"The known_hosts file '{path}' cannot be read, so no host key can be trusted.", e);
        }
    }

    public static KnownHostKeys Parse(string text) => new([.. text.Split('\n').Select(ParseLine).OfType<KnownKey>()]);

    /// <summary>Key types on file for a host.</summary>
    public IReadOnlyCollection<string> TypesFor(string host, int port) =>
        [.. Of(host, port).Where(entry => entry.Marker is null).Select(entry => entry.Type).Distinct(StringComparer.Ordinal)];

    public Judgement Judge(string host, int port, SshHostKey key)
    {
        var known = Of(host, port).ToArray();
        if (known.Any(entry => entry.Marker is "@revoked" && entry.Base64 == key.Base64))
        {
            return Judgement.Revoked;
        }

        var keys = known.Where(entry => entry.Marker is null).ToArray();
        if (keys.Any(entry => entry.Type == key.Type && entry.Base64 == key.Base64))
        {
            return Judgement.Known;
        }

        return keys is [] ? Judgement.Unknown : Judgement.Changed;
    }

    private static KnownKey? ParseLine(string line)
    {
        var fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (fields is [] || fields[0][0] == '#')
        {
            return null;
        }

        var marker = fields[0][0] == '@' ? fields[0] : null;
        return fields.AsSpan(marker is null ? 0 : 1) is [var names, var type, var base64, ..] ? new KnownKey(marker, names, type, base64) : null;
    }

    private IEnumerable<KnownKey> Of(string host, int port)
    {
        var name = port == 22 ? host : $"[{host}]:{port}";
        return _entries.Where(entry => entry.Names[0] == '|' ? IsHashOf(entry.Names, name) : Matches(entry.Names, name));
    }

    // Patterns with * and ?; one that begins with ! excludes the host whatever the others say.
    private static bool Matches(string names, string host)
    {
        var found = false;
        foreach (var name in names.Split(','))
        {
            var negated = name.StartsWith('!');
            if (FileSystemName.MatchesSimpleExpression(negated ? name.AsSpan(1) : name, host))
            {
                if (negated)
                {
                    return false;
                }

                found = true;
            }
        }

        return found;
    }

    // |1|salt|digest with HMAC-SHA1 over the name, ssh-keygen -H.
    private static bool IsHashOf(string hashed, string host)
    {
        var parts = hashed.Split('|');
        if (parts is not ["", "1", var salt, var digest])
        {
            return false;
        }

        try
        {
#pragma warning disable CA5350 // The file format fixes the algorithm.
            return CryptographicOperations.FixedTimeEquals(
                HMACSHA1.HashData(Convert.FromBase64String(salt), Encoding.UTF8.GetBytes(host)), Convert.FromBase64String(digest));
#pragma warning restore CA5350
        }
        catch (FormatException)
        {
            return false; // A damaged line knows no host.
        }
    }

    /// <summary>What a known_hosts file says of a key.</summary>
    internal enum Judgement
    {
        Known,
        Unknown,
        Changed,
        Revoked,
    }

    private sealed record KnownKey(string? Marker, string Names, string Type, string Base64);
}
