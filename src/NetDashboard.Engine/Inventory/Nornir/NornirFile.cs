using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Nornir;

/// <summary>Reads settings from the maps of one file: attributes, our keys under <c>data</c>, and for each plugin its options and extras.</summary>
internal sealed class NornirFile
{
    private readonly SettingReader _attributes;
    private readonly SettingReader _data;
    private readonly SettingReader[] _options;
    private readonly SettingReader[] _extras;
    private readonly SettingReader _arguments;

    public NornirFile(ReadableFile file, InventoryCollector inventory)
    {
        Entries = new EntryReader(NornirKeys.Words, file.References, file.Source, inventory);
        _attributes = new SettingReader(NornirKeys.Attributes, Entries);
        _data = new SettingReader(NornirKeys.Data, Entries, static _ => false);

        var plugins = NornirKeys.Plugins;
        _options = new SettingReader[plugins.Count];
        _extras = new SettingReader[plugins.Count];
        for (var i = 0; i < plugins.Count; i++)
        {
            var entries = new EntryReader(plugins[i].Words, file.References, file.Source, inventory);
            _options[i] = new SettingReader(plugins[i].Options, entries);
            _extras[i] = new SettingReader(plugins[i].Extras, entries);
        }

        _arguments = new SettingReader(
            NornirKeys.OptionalArguments, new EntryReader(plugins[^1].Words, file.References, file.Source, inventory), static _ => false);
    }

    /// <summary>Reads entries in the words of Nornir itself.</summary>
    public EntryReader Entries { get; }

    /// <summary>The attributes of a host, a group or the defaults.</summary>
    public List<EntrySetting> Attributes(YamlNode map)
    {
        var settings = new List<EntrySetting>(4);
        _attributes.Read(map, settings);
        return settings;
    }

    /// <summary>Our own keys under <c>data</c>.</summary>
    public List<EntrySetting>? Data(YamlNode map)
    {
        if (map.Find("data") is not { IsMap: true } data)
        {
            return null;
        }

        var settings = new List<EntrySetting>();
        _data.Read(data, settings);
        return settings;
    }

    /// <summary>Options of a plugin; <see langword="null"/> when the map has none.</summary>
    public List<EntrySetting>? Options(YamlNode map, int plugin)
    {
        if (Plugin(map, plugin) is not { } options)
        {
            return null;
        }

        var settings = new List<EntrySetting>();
        _options[plugin].Read(options, settings);
        return settings;
    }

    /// <summary>Extras of a plugin; <see langword="null"/> when the map has none.</summary>
    public List<EntrySetting>? Extras(YamlNode map, int plugin)
    {
        if (Plugin(map, plugin)?.Find("extras") is not { IsMap: true } extras)
        {
            return null;
        }

        var settings = new List<EntrySetting>();
        if (extras.Find("optional_args") is { IsMap: true } arguments)
        {
            _arguments.Read(arguments, settings);
        }

        _extras[plugin].Read(extras, settings);
        return settings;
    }

    private static YamlNode? Plugin(YamlNode map, int plugin) =>
        map.Find("connection_options")?.Find(NornirKeys.Plugins[plugin].Name) is { IsMap: true } options ? options : null;
}
