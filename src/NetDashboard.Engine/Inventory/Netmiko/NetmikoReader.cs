using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Netmiko;

/// <summary>Reads one file of Netmiko's devices.</summary>
internal sealed class NetmikoReader
{
    private readonly SourceContext _source;
    private readonly EntryReader _entries;
    private readonly SettingReader _settings;
    private readonly EntryCloser _closer;
    private readonly string _example;
    private readonly List<EntrySetting> _own = [];
    private readonly Dictionary<string, List<YamlNode>> _groups = new(StringComparer.Ordinal);

    public NetmikoReader(ReadableFile file, InventoryCollector inventory, string example)
    {
        _source = file.Source;
        _example = example;
        _entries = new EntryReader(NetmikoKeys.Particulars, file.References, file.Source, inventory);
        _settings = new SettingReader(NetmikoKeys.Table, _entries);
        _closer = new EntryCloser(NetmikoKeys.Particulars, file.Source, inventory);
    }

    /// <summary>Reads the file.</summary>
    public void Read(YamlNode root)
    {
        if (root.Find("device_type") is { IsScalar: true })
        {
            ReadDevice(root, name: null);
        }
        else if (root.IsMap && root.PairCount > 0)
        {
            ReadNamed(root);
        }
        else if (root.IsList && root.Items.Length > 0)
        {
            foreach (var item in root.Items)
            {
                if (item.IsMap)
                {
                    ReadDevice(item, name: null);
                }
                else
                {
                    _source.Error(FindingCode.WrongShape, item.Place, $"A device of the list should be a map of keys, for example: {_example}");
                }
            }
        }
        else
        {
            _source.Error(
                root.IsScalar ? FindingCode.WrongShape : FindingCode.EmptyInventory,
                root.Place,
                $"The file should hold a list or a map of devices, for example: {_example}");
        }
    }

    private void ReadNamed(YamlNode root)
    {
        for (var i = 0; i < root.PairCount; i++)
        {
            if (root.ValueAt(i).IsMap)
            {
                _groups.Add(root.KeyAt(i).Text, []);
            }
        }

        for (var i = 0; i < root.PairCount; i++)
        {
            if (root.ValueAt(i).IsList)
            {
                ReadGroup(root.KeyAt(i), root.ValueAt(i));
            }
        }

        for (var i = 0; i < root.PairCount; i++)
        {
            var (name, value) = (root.KeyAt(i), root.ValueAt(i));

            // Settings of the tools; encrypted values say so themselves.
            if (value.IsMap && name.Text is not "__meta__")
            {
                ReadDevice(value, name);
            }
            else if (value.IsScalar)
            {
                _source.Error(FindingCode.WrongShape, value.Place, "The name of a device is followed by a map of keys, that of a group by a list of names.");
            }
        }
    }

    // Netmiko's tools choose devices by group; here groups become tags, to choose by.
    private void ReadGroup(YamlNode name, YamlNode members)
    {
        foreach (var member in members.Items)
        {
            if (!member.IsScalar)
            {
                _source.Error(FindingCode.WrongShape, member.Place, "A group lists the names of devices.");
            }
            else if (_groups.TryGetValue(member.Text, out var groups))
            {
                groups.Add(name);
            }
            else
            {
                var nearest = Spelling.Nearest(member.Text, _groups.Keys.Take(1000));
                _source.Error(
                    FindingCode.UnresolvableGroup, member.Place, $"This device of the group is not defined.{Spelling.Hint(nearest)}", suggestion: nearest);
            }
        }
    }

    private void ReadDevice(YamlNode map, YamlNode? name)
    {
        if (map.Find("device_type") is { IsScalar: true } type && type.Text.EndsWith("_serial", StringComparison.Ordinal))
        {
            _source.WarnOnce(FindingCode.DeviceSkipped, "serial", type.Place, "A device on a serial line is left out: there is no login over the network to try.");
            return;
        }

        FindEncrypted(map);
        var entry = new DeviceEntry(map.Place, NetmikoKeys.Particulars);
        _own.Clear();
        _settings.Read(map, _own);
        if (_own.FindIndex(setting => setting.Key.Text is "ip" && !setting.Value.IsUnset) is var ip and > 0)
        {
            // Netmiko connects to this one where both are given, wherever it stands.
            (_own[0], _own[ip]) = (_own[ip], _own[0]);
        }

        EntryReader.Apply(entry, _own);
        if (name is not null)
        {
            _entries.SetName(entry, name);
            _entries.AddTags(entry, _groups[name.Text]);
        }

        _closer.Close(entry);
    }

    private void FindEncrypted(YamlNode map)
    {
        for (var i = 0; i < map.PairCount; i++)
        {
            if (map.ValueAt(i) is { IsScalar: true } value && value.Text.StartsWith("__encrypt__", StringComparison.Ordinal))
            {
                _source.Error(
                    FindingCode.UnsupportedEncryption,
                    value.Place,
                    "Unsupported: this value is encrypted by Netmiko's tools. Take it from the environment with ${env:NAME}, or have it asked for with ${ask:NAME}.");
            }
        }
    }
}
