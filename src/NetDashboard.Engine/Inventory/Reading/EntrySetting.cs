using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>A key with a known meaning, and its value.</summary>
/// <param name="Keyword">What the key means.</param>
/// <param name="Key">The key as it stands in the file.</param>
/// <param name="Value">Its value.</param>
/// <param name="Reader">Reads it in the words of its format and names its file in findings.</param>
internal readonly record struct EntrySetting(Keyword Keyword, YamlNode Key, YamlNode Value, EntryReader Reader)
{
    /// <summary>Whether it is there at all: a key that is given nothing leaves the word to a group, one that is given an empty text does not.</summary>
    public bool Counts => !Value.IsNull;

    /// <summary>Adds those settings whose meaning is not given yet.</summary>
    /// <param name="settings">Given before, nearer to the device.</param>
    /// <param name="more">Further away.</param>
    public static void Merge(List<EntrySetting> settings, List<EntrySetting> more)
    {
        ulong given = 0;
        foreach (var setting in settings)
        {
            given |= setting.Counts ? 1UL << (int)setting.Keyword : 0;
        }

        foreach (var setting in more)
        {
            if (setting.Counts && (given & (1UL << (int)setting.Keyword)) == 0)
            {
                given |= 1UL << (int)setting.Keyword;
                settings.Add(setting);
            }
        }
    }
}
