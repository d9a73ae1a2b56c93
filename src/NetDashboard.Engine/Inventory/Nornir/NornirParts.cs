using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Nornir;

/// <summary>A map of hosts, of groups, or of defaults, and the file it stands in.</summary>
/// <param name="Map">The map.</param>
/// <param name="File">The file.</param>
internal sealed record NornirPart(YamlNode Map, ReadableFile File);

/// <summary>Tells hosts, groups and defaults apart, in one file or in several.</summary>
internal sealed class NornirParts
{
    public List<NornirPart> Hosts { get; } = [];

    public List<NornirPart> Groups { get; } = [];

    public List<NornirPart> Defaults { get; } = [];

    /// <summary>Whether a file holds the parts under their names.</summary>
    public static bool IsWhole(YamlNode root) =>
        Likeness.HasOnly(root, "hosts", "groups", "defaults") && Array.TrueForAll(root.Items, item => item.IsMap || item.IsUnset || item.Text is "hosts" or "groups" or "defaults");

    /// <summary>Whether a file holds defaults.</summary>
    public static bool IsDefaults(YamlNode root) =>
        Likeness.HasOnly(root, "hostname", "port", "username", "password", "platform", "data", "connection_options");

    /// <summary>Whether a file's name says that it is of Nornir.</summary>
    public static bool HasHint(string fileName) => NamesGroups(fileName) || BaseName(fileName).StartsWith("hosts", StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of all files.</summary>
    public static NornirParts Of(IReadOnlyList<ReadableFile> files)
    {
        var parts = new NornirParts();
        var named = NamedGroups(files);
        foreach (var file in files)
        {
            if (IsWhole(file.Root))
            {
                Add(parts.Hosts, file.Root.Find("hosts"), file);
                Add(parts.Groups, file.Root.Find("groups"), file);
                Add(parts.Defaults, file.Root.Find("defaults"), file);
            }
            else if (IsDefaults(file.Root))
            {
                parts.Defaults.Add(new NornirPart(file.Root, file));
            }
            else
            {
                (AreGroups(file, named) ? parts.Groups : parts.Hosts).Add(new NornirPart(file.Root, file));
            }
        }

        return parts;
    }

    private static void Add(List<NornirPart> parts, YamlNode? map, ReadableFile file)
    {
        if (map is { IsMap: true })
        {
            parts.Add(new NornirPart(map, file));
        }
    }

    // Hosts and groups have the same keys. Groups are named by others and have no host name; the file's name settles what is left.
    private static bool AreGroups(ReadableFile file, HashSet<string> named)
    {
        if (Likeness.PercentWith(file.Root, "hostname") > 0)
        {
            return false;
        }

        if (NamesGroups(file.Source.FileName))
        {
            return true;
        }

        for (var i = 0; i < file.Root.PairCount; i++)
        {
            if (named.Contains(file.Root.KeyAt(i).Text))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> NamedGroups(IReadOnlyList<ReadableFile> files)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var i = 0; i < file.Root.PairCount; i++)
            {
                foreach (var name in file.Root.ValueAt(i).Find("groups")?.Items ?? [])
                {
                    named.Add(name.Text);
                }
            }
        }

        return named;
    }

    private static bool NamesGroups(string fileName) => BaseName(fileName).StartsWith("group", StringComparison.OrdinalIgnoreCase);

    private static string BaseName(string fileName) => fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
}
