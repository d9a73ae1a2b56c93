using System.Globalization;
using System.Text;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads the words that devices are known and chosen by: names, sites, tags.</summary>
internal sealed class LabelReader(SourceContext source, ValueReader values)
{
    private const int MaxTags = 100;
    private const int MaxLength = 100;

    /// <summary>A name or a site.</summary>
    public string? Read(YamlNode key, YamlNode node) => values.Scalar(key, node) is { } value && IsWord(value) ? value.Text.Trim() : null;

    /// <summary>Whether a value is fit to be one of these words; an error when it is not.</summary>
    public bool IsWord(EntryValue value)
    {
        var isWord = value.Text.Length <= MaxLength && value.Text.AsSpan().Trim().Length > 0;
        foreach (var rune in value.Text.EnumerateRunes())
        {
            isWord &= Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);
        }

        if (!isWord)
        {
            source.Error(FindingCode.InvalidValue, value.Place, $"A name, a site or a tag has at most {MaxLength} characters, all of them visible.");
        }

        return isWord;
    }

    /// <summary>Tags, added to those the entry has.</summary>
    public void ReadTags(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        foreach (var tag in values.Words(key, node, MaxTags))
        {
            AddTag(entry, tag);
        }
    }

    /// <summary>Adds one tag, each once.</summary>
    public void AddTag(DeviceEntry entry, EntryValue tag)
    {
        if (entry.Tags.Count < MaxTags && IsWord(tag) && !entry.Tags.Contains(tag.Text, StringComparer.OrdinalIgnoreCase))
        {
            entry.Tags.Add(tag.Text);
        }
    }
}
