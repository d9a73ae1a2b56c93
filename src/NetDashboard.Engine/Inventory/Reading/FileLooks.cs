using System.Collections.Immutable;

namespace NetDashboard.Inventory.Reading;

/// <summary>Looks for files that inventories name, for each once, and remembers what was found: a reading holds as long as that does.</summary>
/// <param name="exists">Whether a file is there.</param>
internal sealed class FileLooks(Func<string, bool> exists)
{
    // More are looked for, but not remembered: asking for each again must stay cheap.
    private const int MaxRemembered = 256;

    private readonly Dictionary<string, bool> _found = new(StringComparer.Ordinal);

    /// <summary>Whether a file is there.</summary>
    public bool Exists(string path)
    {
        if (!_found.TryGetValue(path, out var isThere))
        {
            _found.Add(path, isThere = exists(path));
        }

        return isThere;
    }

    /// <summary>What was found.</summary>
    public ImmutableArray<FileLook> ToImmutable() => [.. _found.Take(MaxRemembered).Select(found => new FileLook(found.Key, found.Value))];
}
