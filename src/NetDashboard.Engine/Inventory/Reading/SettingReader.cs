using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Takes from maps the keys that have a meaning, and names those that have none.</summary>
/// <param name="table">The keys.</param>
/// <param name="reader">Reads the values, and takes the findings.</param>
/// <param name="isNamed">Whether a key that is not known is worth a remark.</param>
internal sealed class SettingReader(KeywordTable table, EntryReader reader, Func<string, bool>? isNamed = null)
{
    private readonly Dictionary<string, string?> _suggestions = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlNode, List<EntrySetting>> _shared = [];

    /// <summary>The settings of a map, added to a list.</summary>
    public void Read(YamlNode map, List<EntrySetting> settings)
    {
        for (var i = 0; i < map.PairCount; i++)
        {
            var key = map.KeyAt(i);
            var value = map.ValueAt(i);
            if (!table.TryFind(key.Text, out var keyword))
            {
                if (isNamed?.Invoke(key.Text) ?? true)
                {
                    NameUnknown(key, value);
                }
            }
            else if (keyword is Keyword.NoEffect)
            {
                reader.Source.WarnOnce(
                    FindingCode.KeyWithoutEffect, key.Text, key.Place, $"'{key.Text}' is accepted, but has no effect here.", key: key.Text);
            }
            else if (keyword is not Keyword.Section)
            {
                settings.Add(new EntrySetting(keyword, key, value, reader));
            }
        }
    }

    /// <summary>The settings of a map that many devices share; found once.</summary>
    public List<EntrySetting> ReadShared(YamlNode map)
    {
        if (!_shared.TryGetValue(map, out var settings))
        {
            Read(map, settings = []);
            _shared.Add(map, settings);
        }

        return settings;
    }

    private void NameUnknown(YamlNode key, YamlNode value)
    {
        if (table.Nearest(key.Text, _suggestions) is { } nearest)
        {
            reader.Source.WarnOnce(
                FindingCode.UnknownKey,
                $"{nearest} for an unknown key",
                key.Place,
                $"This key is not known and has no effect. Did you mean '{nearest}'?",
                suggestion: nearest);
        }
        else if (!value.IsUnset && Shown.IsKeyLike(key.Text))
        {
            reader.Source.WarnOnce(FindingCode.UnknownKey, key.Text, key.Place, $"The key {Shown.Here}is not known and has no effect.", key.Text);
        }
        else
        {
            reader.Source.WarnOnce(FindingCode.UnknownKey, "unknown key", key.Place, "This key is not known and has no effect.");
        }
    }
}
