using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Ansible;

/// <summary>Resolves the variables of hosts as Ansible does.</summary>
internal sealed class AnsibleReader
{
    // Far above any real inventory; a file with as many groups as hosts could otherwise ask for hours of merging.
    private const int MaxMerges = 2_000_000;

    private readonly SourceContext _source;
    private readonly EntryReader _entries;
    private readonly SettingReader _settings;
    private readonly EntryCloser _closer;
    private readonly Dictionary<string, List<EntrySetting>> _ofGroups = new(StringComparer.Ordinal);
    private readonly List<EntrySetting> _own = [];
    private int _merges;

    public AnsibleReader(ReadableFile file, InventoryCollector inventory)
    {
        _source = file.Source;
        _entries = new EntryReader(AnsibleKeys.Words, file.References, file.Source, inventory);
        _settings = new SettingReader(AnsibleKeys.Table, _entries, IsNamed);
        _closer = new EntryCloser(AnsibleKeys.Words, file.Source, inventory);
    }

    /// <summary>Reads all hosts.</summary>
    public void Read(AnsibleTree tree)
    {
        foreach (var host in tree.Hosts)
        {
            Read(host);
        }
    }

    private void Read(AnsibleHost host)
    {
        _own.Clear();
        for (var i = host.Variables.Count - 1; i >= 0; i--)
        {
            Merge(_own, _settings.ReadShared(host.Variables[i]));
        }

        if (host.Port is { } port)
        {
            Merge(_own, [new EntrySetting(Keyword.Port, port.Key, port.Value, _entries)]);
        }

        Merge(_own, OfGroups(host));
        Rank(_own);
        foreach (var setting in _own)
        {
            if (setting is { Keyword: Keyword.Transport, Value.IsScalar: true } && AnsibleKeys.IsElsewhere(setting.Value.Text))
            {
                _source.WarnOnce(
                    FindingCode.DeviceSkipped,
                    FindingCode.DeviceSkipped,
                    host.Name.Place,
                    "This host is left out: by its ansible_connection there is no login over SSH or Telnet to try.");
                return;
            }
        }

        var entry = new DeviceEntry(host.Name.Place, AnsibleKeys.Words);
        EntryReader.Apply(entry, _own);
        _entries.AddTags(entry, host.Groups.Where(group => group.Node is not null && group.Name is not "ungrouped").Select(group => group.Node!));
        _entries.SetName(entry, host.Name);
        _closer.Close(entry);
    }

    // What counts most comes first.
    private List<EntrySetting> OfGroups(AnsibleHost host)
    {
        var key = string.Join('\n', host.Groups.Select(group => group.Name).Order(StringComparer.Ordinal));
        if (_ofGroups.TryGetValue(key, out var settings))
        {
            return settings;
        }

        settings = [];
        var groups = AnsibleGroup.Above(host.Groups)
            .OrderByDescending(group => group.Depth)
            .ThenByDescending(group => group.Priority)
            .ThenByDescending(group => group.Name, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            for (var i = group.Variables.Count - 1; i >= 0; i--)
            {
                if (++_merges > MaxMerges)
                {
                    throw new YamlRefusedException(
                        FindingCode.FileTooLarge, host.Name.Place, "The hosts of this file are in too many different groups to resolve. Split it into several inventories.");
                }

                Merge(settings, _settings.ReadShared(group.Variables[i]));
            }
        }

        _ofGroups.Add(key, settings);
        return settings;
    }

    // Ansible joins variables by their names; what they mean is asked afterwards. So one that is null hides its own name only.
    private static void Merge(List<EntrySetting> settings, List<EntrySetting> more)
    {
        var known = settings.Count;
        foreach (var setting in more)
        {
            var isNew = true;
            for (var i = 0; i < known && isNew; i++)
            {
                isNew = !string.Equals(settings[i].Key.Text, setting.Key.Text, StringComparison.Ordinal);
            }

            if (isNew)
            {
                settings.Add(setting);
            }
        }
    }

    // Of names that mean the same, what counts most comes first. Few hosts have such.
    private static void Rank(List<EntrySetting> settings)
    {
        var seen = 0UL;
        var hasSynonyms = false;
        foreach (var setting in settings)
        {
            hasSynonyms |= (seen & (1UL << (int)setting.Keyword)) != 0;
            seen |= 1UL << (int)setting.Keyword;
        }

        if (hasSynonyms)
        {
            settings.Sort(static (a, b) => AnsibleKeys.Order(b.Key.Text).CompareTo(AnsibleKeys.Order(a.Key.Text)));
        }
    }

    // Other variables are the author's own business.
    private static bool IsNamed(string key) =>
        key.StartsWith(AnsibleKeys.Prefix, StringComparison.Ordinal) || key.StartsWith(AnsibleKeys.OwnPrefix, StringComparison.Ordinal);
}
