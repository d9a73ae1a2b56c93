using System.Globalization;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Ansible;

/// <summary>Takes an inventory apart into groups and hosts; the same name in several places is one and the same.</summary>
internal sealed class AnsibleTree(SourceContext source)
{
    private const string All = "all";

    private readonly Dictionary<string, AnsibleGroup> _groups = new(StringComparer.Ordinal) { [All] = new AnsibleGroup(All) };
    private readonly Dictionary<string, AnsibleHost> _hosts = new(StringComparer.Ordinal);
    private readonly HashSet<(AnsibleGroup Child, AnsibleGroup Parent)> _edges = [];
    private readonly HashSet<(AnsibleHost Host, AnsibleGroup Group)> _memberships = [];
    private readonly AnsibleRange _range = new(source);

    /// <summary>Hosts in the order of the file.</summary>
    public List<AnsibleHost> Hosts { get; } = [];

    /// <summary>Whether a group is its own parent, so that nothing can be resolved.</summary>
    public bool HasCircle { get; private set; }

    /// <summary>Reads a file.</summary>
    public void Read(YamlNode root, string example)
    {
        if (!root.IsMap || root.PairCount == 0)
        {
            source.Error(FindingCode.WrongShape, root.Place, $"Ansible's inventory is a map of groups, for example: {example}");
            return;
        }

        for (var i = 0; i < root.PairCount; i++)
        {
            ReadGroup(root.KeyAt(i), root.ValueAt(i), parent: null);
        }

        if (Hosts.Count == 0)
        {
            source.Error(FindingCode.EmptyInventory, root.Place, $"There are no hosts here, for example: {example}");
        }

        foreach (var group in _groups.Values)
        {
            if (group.Parents.Count == 0 && group.Name is not All)
            {
                group.Parents.Add(_groups[All]);
                group.ParentNodes.Add(group.Node!);
            }
        }

        foreach (var group in _groups.Values)
        {
            FindCircles(group);
        }
    }

    private void FindCircles(AnsibleGroup start)
    {
        var way = new Stack<(AnsibleGroup Group, int Next)>();
        var open = new HashSet<AnsibleGroup>();
        if (!start.IsChecked && open.Add(start))
        {
            way.Push((start, 0));
        }

        while (way.TryPop(out var step))
        {
            var (group, next) = step;
            if (next == group.Parents.Count)
            {
                group.IsChecked = true;
                open.Remove(group);
                continue;
            }

            way.Push((group, next + 1));
            var parent = group.Parents[next];
            if (open.Contains(parent))
            {
                HasCircle = true;
                source.Error(
                    FindingCode.GroupCircle,
                    group.ParentNodes[next].Place,
                    $"The group {Shown.Here}is its own parent, by way of the groups between. Remove one of them.",
                    group.Name,
                    "children");
            }
            else if (!parent.IsChecked)
            {
                open.Add(parent);
                way.Push((parent, 0));
            }
        }
    }

    // As deep as the tree, which has a limit.
    private void ReadGroup(YamlNode name, YamlNode body, AnsibleGroup? parent)
    {
        if (!_groups.TryGetValue(name.Text, out var group))
        {
            _groups.Add(name.Text, group = new AnsibleGroup(name.Text) { Node = name });
        }

        if (parent is not null && _edges.Add((group, parent)))
        {
            group.Parents.Add(parent);
            group.ParentNodes.Add(name);
        }

        if (!body.IsMap)
        {
            if (!body.IsUnset)
            {
                source.Error(FindingCode.WrongShape, body.Place, "A group takes a map of 'hosts', 'vars' and 'children'.");
            }

            return;
        }

        for (var i = 0; i < body.PairCount; i++)
        {
            ReadSection(group, body.KeyAt(i), body.ValueAt(i));
        }
    }

    private void ReadSection(AnsibleGroup group, YamlNode key, YamlNode section)
    {
        switch (key.Text)
        {
            case "vars" when section.IsMap:
                group.Variables.Add(section);
                break;
            case "children" or "hosts" when section is { IsScalar: true, IsUnset: false }:
                ReadMember(group, key, section, new YamlNode(YamlNodeKind.Map, section.Place, section.End));
                break;
            case "children" or "hosts" when section.IsMap:
                for (var i = 0; i < section.PairCount; i++)
                {
                    ReadMember(group, key, section.KeyAt(i), section.ValueAt(i));
                }

                break;
            case "vars" or "children" or "hosts":
                if (!section.IsUnset)
                {
                    source.Error(FindingCode.WrongShape, section.Place, $"'{key.Text}' takes a map.", key: key.Text);
                }

                break;
            default:
                var nearest = Spelling.Nearest(key.Text, ["hosts", "vars", "children"]);
                source.WarnOnce(
                    FindingCode.UnknownKey,
                    "unknown key of a group",
                    key.Place,
                    "This key of a group is not known and has no effect. " + (nearest is null ? "Known are 'hosts', 'vars' and 'children'." : $"Did you mean '{nearest}'?"),
                    suggestion: nearest);
                break;
        }
    }

    private void ReadMember(AnsibleGroup group, YamlNode key, YamlNode name, YamlNode body)
    {
        if (key.Text is "children")
        {
            ReadGroup(name, body, group);
            return;
        }

        if (!body.IsMap && !body.IsUnset)
        {
            source.Error(FindingCode.WrongShape, body.Place, "The name of a host is followed by a map of variables.");
            return;
        }

        var (pattern, port) = AnsibleRange.SplitPort(name);
        foreach (var host in _range.Expand(name, pattern))
        {
            if (!_hosts.TryGetValue(host, out var found))
            {
                _hosts.Add(host, found = new AnsibleHost(new YamlNode(YamlNodeKind.Scalar, name.Place, name.Start) { Text = host, IsPlain = name.IsPlain }) { Port = port });
                Hosts.Add(found);
            }

            if (body.PairCount > 0)
            {
                found.Variables.Add(body);
            }

            if (_memberships.Add((found, group)))
            {
                found.Groups.Add(group);
            }
        }
    }
}

/// <summary>A group of Ansible.</summary>
/// <param name="name">Its name.</param>
internal sealed class AnsibleGroup(string name)
{
    private const int MaxParents = 1000;

    private int? _depth;

    public string Name => name;

    /// <summary>Where it is first named; <see langword="null"/> for the group of all.</summary>
    public YamlNode? Node { get; init; }

    public List<YamlNode> Variables { get; } = [];

    public List<AnsibleGroup> Parents { get; } = [];

    /// <summary>Where each parent names this group as its child.</summary>
    public List<YamlNode> ParentNodes { get; } = [];

    /// <summary>Whether it is known to be in no circle.</summary>
    public bool IsChecked { get; set; }

    /// <summary>The longest way up to the group of all.</summary>
    public int Depth => _depth ??= Parents.Count == 0 ? 0 : Parents.Max(static parent => parent.Depth) + 1;

    /// <summary>Orders groups that are equally deep, the greater counts more; 1 by default.</summary>
    public int Priority
    {
        get
        {
            for (var i = Variables.Count - 1; i >= 0; i--)
            {
                if (Variables[i].Find("ansible_group_priority") is { IsScalar: true } node && int.TryParse(node.Text, CultureInfo.InvariantCulture, out var priority))
                {
                    return priority;
                }
            }

            return 1;
        }
    }

    /// <summary>Groups, and all above them.</summary>
    public static HashSet<AnsibleGroup> Above(IEnumerable<AnsibleGroup> groups)
    {
        var found = new HashSet<AnsibleGroup>(groups);
        var open = new Stack<AnsibleGroup>(found);
        while (open.TryPop(out var group))
        {
            foreach (var parent in group.Parents)
            {
                if (found.Count > MaxParents)
                {
                    throw new YamlRefusedException(FindingCode.FileTooLarge, group.Node?.Place ?? Place.Start, $"This group has more than {MaxParents} groups above it.");
                }

                if (found.Add(parent))
                {
                    open.Push(parent);
                }
            }
        }

        return found;
    }
}

/// <summary>A host of Ansible.</summary>
/// <param name="name">Its name, at its first place.</param>
internal sealed class AnsibleHost(YamlNode name)
{
    public YamlNode Name => name;

    /// <summary>The port that stands behind the name where it stands first.</summary>
    public HostPort? Port { get; init; }

    /// <summary>In the order of the file; the last counts most.</summary>
    public List<YamlNode> Variables { get; } = [];

    public List<AnsibleGroup> Groups { get; } = [];
}
