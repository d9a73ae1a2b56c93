using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>
/// Groups that entries and other groups name as their parents. What a group gives is found once: its own settings, then those of its parents in
/// their order, each with its own parents before the next one.
/// </summary>
/// <param name="facets">What kinds of settings a group's map has.</param>
internal sealed class GroupTree(IReadOnlyList<GroupFacet> facets)
{
    private const int MaxDepth = 64;

    private readonly Dictionary<string, DeviceGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Adds a group.</summary>
    public void Define(YamlNode name, YamlNode map, SourceContext source)
    {
        if (!map.IsMap && !map.IsUnset)
        {
            source.Error(FindingCode.WrongShape, map.Place, "A group takes a map of keys.");
        }
        else if (!_groups.TryAdd(name.Text, new DeviceGroup(name, map, source)))
        {
            source.Error(FindingCode.DuplicateKey, name.Place, "A second group has this name. Remove one of the two.");
        }
    }

    /// <summary>The groups that a value names: a list, or one text with commas between them.</summary>
    public List<DeviceGroup> Resolve(YamlNode? names, SourceContext source) => Resolve(names, source, depth: 0);

    private List<DeviceGroup> Resolve(YamlNode? names, SourceContext source, int depth)
    {
        var found = new List<DeviceGroup>();
        if (names is null || names.IsUnset)
        {
            return found;
        }

        foreach (var item in names.IsList ? names.Items : [names])
        {
            if (!item.IsScalar)
            {
                source.Error(FindingCode.WrongShape, item.Place, "'groups' takes the names of groups, as a list or with commas between them.");
                continue;
            }

            foreach (var range in item.Text.AsSpan().Split(','))
            {
                Add(item.Text[range].Trim(), item, source, depth, found);
            }
        }

        return found;
    }

    private void Add(string name, YamlNode item, SourceContext source, int depth, List<DeviceGroup> found)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (!_groups.TryGetValue(name, out var group))
        {
            // Not quoted: one word can have taken in another, and nothing else tells a group's name from a secret.
            var nearest = Spelling.Nearest(name, Few());
            source.Error(FindingCode.UnresolvableGroup, item.Place, $"This group is not defined here. If it stands in another file, such as groups.yaml, give that file too.{Spelling.Hint(nearest)}", key: "groups", suggestion: nearest);
            return;
        }

        if (group.IsOpen)
        {
            source.Error(FindingCode.GroupCircle, item.Place, $"The group {Shown.Here}is its own parent, by way of the groups between. Remove one of them.", name, "groups");
            return;
        }

        if (depth > MaxDepth)
        {
            throw new YamlRefusedException(FindingCode.GroupCircle, item.Place, $"Groups have parents more than {MaxDepth} deep.");
        }

        Fill(group, depth);
        found.Add(group);
    }

    private IEnumerable<string> Few() => _groups.Keys.Take(1000);

    private void Fill(DeviceGroup group, int depth)
    {
        if (group.Facets.Length > 0)
        {
            return;
        }

        group.IsOpen = true;
        var parents = Resolve(group.Map.Find("groups"), group.Source, depth + 1);
        group.IsOpen = false;

        group.Facets = new List<EntrySetting>?[facets.Count];
        for (var i = 0; i < facets.Count; i++)
        {
            var own = facets[i].Read(group.Map, group.Source);
            var settings = own is null ? null : new List<EntrySetting>(own);
            foreach (var parent in parents)
            {
                if (parent.Facets[i] is { } more && (settings is null || !facets[i].IsWhole))
                {
                    EntrySetting.Merge(settings ??= [], more);
                }
            }

            foreach (var last in parents.Count == 0 ? facets[i].AtRoots : [])
            {
                if (last is not null && (settings is null || !facets[i].IsWhole))
                {
                    EntrySetting.Merge(settings ??= [], last);
                }
            }

            group.Facets[i] = settings;
        }
    }
}

/// <summary>One kind of settings that a map of an entry, a group or the defaults can have.</summary>
/// <param name="Read">Reads them from a map of a file; <see langword="null"/> when it has none.</param>
/// <param name="IsWhole">Whether the nearest map that has any gives all of them; otherwise each is taken from the nearest that has it.</param>
internal sealed record GroupFacet(Func<YamlNode, SourceContext, List<EntrySetting>?> Read, bool IsWhole = false)
{
    /// <summary>What groups without parents take last, as if it were their parent's.</summary>
    public IEnumerable<List<EntrySetting>?> AtRoots { get; init; } = [];
}

/// <summary>A group of entries.</summary>
/// <param name="name">Its name.</param>
/// <param name="map">What it says; a map, or nothing.</param>
/// <param name="source">The file it stands in.</param>
internal sealed class DeviceGroup(YamlNode name, YamlNode map, SourceContext source)
{
    public YamlNode Name => name;

    public YamlNode Map => map;

    public SourceContext Source => source;

    /// <summary>What it gives with all its parents, by facet; empty until it is resolved.</summary>
    public List<EntrySetting>?[] Facets { get; set; } = [];

    /// <summary>Whether its parents are being resolved.</summary>
    public bool IsOpen { get; set; }
}
