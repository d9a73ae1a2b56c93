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
        if (host.Port is { } port)
        {
            _own.Add(new EntrySetting(Keyword.Port, port, port, _entries));
        }

        for (var i = host.Variables.Count - 1; i >= 0; i--)
        {
            EntrySetting.Merge(_own, _settings.ReadShared(host.Variables[i]));
        }

        EntrySetting.Merge(_own, OfGroups(host));
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

                EntrySetting.Merge(settings, _settings.ReadShared(group.Variables[i]));
            }
        }

        _ofGroups.Add(key, settings);
        return settings;
    }

    // Other variables are the author's own business.
    private static bool IsNamed(string key) =>
        key.StartsWith(AnsibleKeys.Prefix, StringComparison.Ordinal) || key.StartsWith(AnsibleKeys.OwnPrefix, StringComparison.Ordinal);
}
