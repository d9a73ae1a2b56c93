using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Classic;

/// <summary>Reads one classic file.</summary>
internal sealed class ClassicReader
{
    private readonly SourceContext _source;
    private readonly EntryReader _entries;
    private readonly SettingReader _settings;
    private readonly EntryCloser _closer;
    private readonly GroupTree _groups;
    private readonly string _example;
    private readonly List<EntrySetting> _own = [];
    private List<EntrySetting> _defaults = [];

    public ClassicReader(ReadableFile file, InventoryCollector inventory, string example)
    {
        _source = file.Source;
        _example = example;
        _entries = new EntryReader(ClassicKeys.Words, file.References, file.Source, inventory);
        _settings = new SettingReader(ClassicKeys.Table, _entries);
        _closer = new EntryCloser(ClassicKeys.Words, file.Source, inventory);
        _groups = new GroupTree([new GroupFacet((map, _) => _settings.ReadShared(map))]);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="root">Its content.</param>
    /// <param name="isGrouped">Whether it has devices, groups and defaults rather than devices alone.</param>
    public void Read(YamlNode root, bool isGrouped)
    {
        var devices = root;
        if (isGrouped)
        {
            devices = root.Find("devices")!;
            ReadGroups(root.Find("groups"));
            ReadDefaults(root.Find("defaults"));
        }

        if (devices.IsList)
        {
            ReadList(devices);
        }
        else if (devices.IsMap && Likeness.Entries(devices).Any())
        {
            ReadNamed(devices);
        }
        else if (isGrouped)
        {
            _source.Error(FindingCode.EmptyInventory, devices.Place, $"There are no devices here. It should be a list of them, for example: {_example}");
        }
        else
        {
            _source.Error(
                FindingCode.WrongShape, devices.Place, $"The file should hold a list of devices, each beginning with '-', for example: {_example}");
        }
    }

    private void ReadGroups(YamlNode? groups)
    {
        if (groups is null || groups.IsUnset)
        {
            return;
        }

        if (!groups.IsMap)
        {
            _source.Error(FindingCode.WrongShape, groups.Place, "'groups' takes a map from names to keys.");
        }

        for (var i = 0; i < groups.PairCount; i++)
        {
            _groups.Define(groups.KeyAt(i), groups.ValueAt(i), _source);
        }
    }

    private void ReadDefaults(YamlNode? defaults)
    {
        if (defaults is null || defaults.IsUnset)
        {
            return;
        }

        if (!defaults.IsMap)
        {
            _source.Error(FindingCode.WrongShape, defaults.Place, "'defaults' takes a map of keys.");
        }

        _defaults = _settings.ReadShared(defaults);
    }

    private void ReadList(YamlNode list)
    {
        if (list.Items.Length == 0)
        {
            _source.Error(FindingCode.EmptyInventory, list.Place, $"The list of devices is empty. It should hold devices, for example: {_example}");
        }

        foreach (var item in list.Items)
        {
            if (item.IsMap)
            {
                _closer.Close(ReadEntry(item));
            }
            else
            {
                _source.Error(FindingCode.WrongShape, item.Place, $"An entry of the list should be a map of keys, for example: {_example}");
            }
        }
    }

    private void ReadNamed(YamlNode map)
    {
        for (var i = 0; i < map.PairCount; i++)
        {
            var (name, value) = (map.KeyAt(i), map.ValueAt(i));
            if (!value.IsMap && !value.IsUnset)
            {
                _source.Error(FindingCode.WrongShape, value.Place, "The name of a device is followed by a map of keys.");
                continue;
            }

            var entry = ReadEntry(value);
            _entries.SetName(entry, name);
            _closer.Close(entry);
        }
    }

    private DeviceEntry ReadEntry(YamlNode map)
    {
        var entry = new DeviceEntry(map.Place, ClassicKeys.Words);
        _own.Clear();
        _settings.Read(map, _own);
        EntryReader.Apply(entry, _own);
        foreach (var setting in _own)
        {
            if (setting.Keyword is Keyword.Groups)
            {
                var groups = _groups.Resolve(setting.Value, _source);
                foreach (var group in groups)
                {
                    EntryReader.Apply(entry, group.Facets[0]!);
                }

                _entries.AddTags(entry, groups.Select(group => group.Name));
            }
        }

        EntryReader.Apply(entry, _defaults);
        return entry;
    }
}
