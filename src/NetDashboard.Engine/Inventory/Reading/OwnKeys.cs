namespace NetDashboard.Inventory.Reading;

/// <summary>The keys of this product, which every format takes where it has room for them.</summary>
internal static class OwnKeys
{
    private static readonly (string Key, Keyword Meaning)[] s_all =
    [
        ("name", Keyword.Name), ("site", Keyword.Site), ("tags", Keyword.Tags), ("protocols", Keyword.Protocols), ("profile", Keyword.Profile),
        ("credential", Keyword.CredentialName), ("host_key", Keyword.HostKey),
    ];

    /// <summary>Adds them to a format's keys.</summary>
    /// <param name="words">The format's keys.</param>
    /// <param name="prefix">Stands before each.</param>
    public static Dictionary<string, Keyword> AddTo(Dictionary<string, Keyword> words, string prefix = "")
    {
        foreach (var (key, meaning) in s_all)
        {
            words.Add(prefix + key, meaning);
        }

        return words;
    }
}
