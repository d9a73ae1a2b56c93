using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Nornir;

/// <summary>Reads a SimpleInventory, whatever files its parts stand in.</summary>
internal sealed class NornirReader
{
    private const int AttributesFacet = 0;
    private const int DataFacet = 1;
    private const int FirstPluginFacet = 2;

    private readonly InventoryCollector _inventory;
    private readonly Dictionary<SourceContext, NornirFile> _files = [];
    private readonly List<GroupFacet> _facets = [];
    private readonly GroupTree _groups;
    private readonly List<List<EntrySetting>?[]> _defaults = [];

    public NornirReader(InventoryCollector inventory)
    {
        _inventory = inventory;
        _facets.Add(new GroupFacet((map, source) => _files[source].Attributes(map)));
        _facets.Add(new GroupFacet((map, source) => _files[source].Data(map)));
        for (var i = 0; i < NornirKeys.Plugins.Count; i++)
        {
            // Nornir asks the defaults for options already at the end of the first group's line of parents, before the second group.
            var plugin = i;
            var facet = _facets.Count;
            _facets.Add(new GroupFacet((map, source) => _files[source].Options(map, plugin)) { AtRoots = _defaults.Select(layer => layer[facet]) });
            _facets.Add(new GroupFacet((map, source) => _files[source].Extras(map, plugin), IsWhole: true) { AtRoots = _defaults.Select(layer => layer[facet + 1]) });
        }

        _groups = new GroupTree(_facets);
    }

    /// <summary>Reads the parts.</summary>
    public void Read(NornirParts parts, string example)
    {
        foreach (var part in parts.Groups.Concat(parts.Defaults).Concat(parts.Hosts))
        {
            _files.TryAdd(part.File.Source, new NornirFile(part.File, _inventory));
        }

        foreach (var part in parts.Groups)
        {
            for (var i = 0; i < part.Map.PairCount; i++)
            {
                _groups.Define(part.Map.KeyAt(i), part.Map.ValueAt(i), part.File.Source);
            }
        }

        foreach (var part in parts.Defaults)
        {
            _defaults.Add(ReadFacets(part.Map, part.File.Source));
        }

        if (parts.Hosts.Count == 0)
        {
            var first = parts.Groups.Concat(parts.Defaults).FirstOrDefault();
            first?.File.Source.Error(
                FindingCode.EmptyInventory, first.Map.Place, $"There are no hosts here. Give Nornir's hosts file together with its groups and defaults, for example: {example}");
        }

        foreach (var part in parts.Hosts)
        {
            ReadHosts(part, example);
        }
    }

    private void ReadHosts(NornirPart part, string example)
    {
        var source = part.File.Source;
        if (!part.Map.IsMap)
        {
            source.Error(FindingCode.WrongShape, part.Map.Place, $"Nornir's hosts are a map from names to keys, for example: {example}");
        }

        for (var i = 0; i < part.Map.PairCount; i++)
        {
            var (name, map) = (part.Map.KeyAt(i), part.Map.ValueAt(i));
            if (map.IsMap || map.IsUnset)
            {
                ReadHost(name, map, source);
            }
            else
            {
                source.Error(FindingCode.WrongShape, map.Place, "The name of a host is followed by a map of keys.");
            }
        }
    }

    private void ReadHost(YamlNode name, YamlNode map, SourceContext source)
    {
        NameUnusedPlugins(map, source);
        var groups = _groups.Resolve(map.Find("groups"), source);
        var layers = new List<List<EntrySetting>?[]>(groups.Count + 2) { ReadFacets(map, source) };
        foreach (var group in groups)
        {
            layers.Add(group.Facets);
        }

        layers.AddRange(_defaults);

        var plugin = PluginOf(layers);
        var words = plugin < 0 ? NornirKeys.Words : NornirKeys.Plugins[plugin].Words;
        var entry = new DeviceEntry(name.Place, words);
        if (plugin >= 0)
        {
            // A plugin gets the extras of one place only, and they count more than its other options; these count more than what is the host's.
            var extras = FirstPluginFacet + (plugin * 2) + 1;
            if (layers.Find(layer => layer[extras] is not null) is { } nearest)
            {
                EntryReader.Apply(entry, nearest[extras]!);
            }

            Apply(entry, layers, extras - 1);
        }

        Apply(entry, layers, AttributesFacet);
        Apply(entry, layers, DataFacet);
        var entries = _files[source].Entries;
        entries.AddTags(entry, groups.Select(group => group.Name));
        entries.SetName(entry, name);
        new EntryCloser(words, source, _inventory).Close(entry);
    }

    private List<EntrySetting>?[] ReadFacets(YamlNode map, SourceContext source)
    {
        var facets = new List<EntrySetting>?[_facets.Count];
        for (var i = 0; i < facets.Length; i++)
        {
            facets[i] = map.IsMap ? _facets[i].Read(map, source) : null;
        }

        return facets;
    }

    private static int PluginOf(List<List<EntrySetting>?[]> layers)
    {
        for (var plugin = 0; plugin < NornirKeys.Plugins.Count; plugin++)
        {
            var options = FirstPluginFacet + (plugin * 2);
            if (layers.Exists(layer => layer[options] is not null))
            {
                return plugin;
            }
        }

        return -1;
    }

    private static void Apply(DeviceEntry entry, List<List<EntrySetting>?[]> layers, int facet)
    {
        foreach (var layer in layers)
        {
            if (layer[facet] is { } settings)
            {
                EntryReader.Apply(entry, settings);
            }
        }
    }

    private static void NameUnusedPlugins(YamlNode map, SourceContext source)
    {
        var options = map.Find("connection_options");
        for (var i = 0; i < options?.PairCount; i++)
        {
            var name = options.KeyAt(i);
            if (!NornirKeys.Plugins.Any(plugin => plugin.Name == name.Text))
            {
                source.WarnOnce(
                    FindingCode.KeyWithoutEffect,
                    $"plugin {name.Text}",
                    name.Place,
                    $"The options of the plugin {Shown.Here}have no effect here; those of scrapli, netmiko and napalm have.",
                    name.Text);
            }
        }
    }
}
