namespace NetDashboard.Inventory.Reading;

/// <summary>The keys of one kind of map, and what each means.</summary>
/// <param name="words">Keys and meanings.</param>
/// <param name="synonyms">What other tools call the same thing, for suggestions.</param>
internal sealed class KeywordTable(IReadOnlyDictionary<string, Keyword> words, Func<string, string?>? synonyms = null)
{
    private const int MaxSuggestions = 1000;

    private readonly Dictionary<string, Keyword> _words = new(words, StringComparer.Ordinal);

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<string> Keys => _words.Keys;

    /// <summary>Whether the key has a meaning.</summary>
    public bool Knows(string key) => _words.ContainsKey(key);

    /// <summary>What the key means.</summary>
    public bool TryFind(string key, out Keyword keyword) => _words.TryGetValue(key, out keyword);

    /// <summary>Whether the value of this key is known to be no secret.</summary>
    public bool IsPublic(string key) =>
        _words.TryGetValue(key, out var keyword)
        && keyword is not (Keyword.NoEffect or Keyword.Password or Keyword.EnableSecret or Keyword.Passphrase or Keyword.SshArguments
            or Keyword.SshCommonArguments or Keyword.SshExtraArguments or Keyword.Section);

    /// <summary>The key that was probably meant, or <see langword="null"/>.</summary>
    /// <param name="key">A key that is not known.</param>
    /// <param name="known">What was found before; not looked for without end, for a file can hold a million different keys.</param>
    public string? Nearest(string key, Dictionary<string, string?> known)
    {
        if (!known.TryGetValue(key, out var nearest) && known.Count < MaxSuggestions)
        {
            nearest = synonyms?.Invoke(key);
            known.Add(key, nearest ??= Spelling.Nearest(key, _words.Keys));
        }

        return nearest;
    }
}
