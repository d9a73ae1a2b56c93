using NetDashboard.Inventory.Classic;
using NetDashboard.Inventory.Netmiko;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Nornir;

/// <summary>
/// Nornir's SimpleInventory: hosts, groups and defaults, in one file under these names or in three files that are given together. A value
/// is the host's, or that of the first of its groups that has one (each group before its own parents, these before the next group), or the defaults'.
/// </summary>
internal sealed class NornirFormat : IInventoryFormat
{
    private const int ShapeHint = 10;

    // Where all keys are those of the classic list too, such as a group's port, the file's name decides.
    private const int NameHint = 12;

    /// <inheritdoc/>
    public InventoryFormatName Name { get; } = new("nornir", "Nornir SimpleInventory");

    /// <inheritdoc/>
    public string Example => "r1: {hostname: 192.0.2.1, platform: ios, username: admin, password: '${ask:Password}'}";

    /// <inheritdoc/>
    public bool ReadsTogether => true;

    /// <inheritdoc/>
    public int Recognise(YamlNode root, string fileName)
    {
        if (!root.IsMap)
        {
            return 0;
        }

        if (NornirParts.IsWhole(root))
        {
            return root.Find("hosts") is { IsMap: true } hosts ? 90 + (Likeness.Percent(hosts, NornirKeys.Attributes.Knows) / 12) : 60;
        }

        if (NornirParts.IsDefaults(root))
        {
            return 90;
        }

        var likeness = Likeness.Percent(root, NornirKeys.Attributes.Knows);
        var isPlain = Likeness.PercentWith(root, "hostname", "groups", "data", "connection_options") > 0;
        return likeness == 0 ? 0 : Math.Min(100, (likeness * 4 / 5) + (isPlain ? ShapeHint : 0) + (NornirParts.HasHint(fileName) ? NameHint : 0));
    }

    /// <inheritdoc/>
    public bool IsKnownKey(string key) =>
        NornirKeys.Attributes.Knows(key) || NornirKeys.Data.Knows(key) || key is "hosts" or "groups" or "defaults" or "extras" or "optional_args";

    /// <inheritdoc/>
    public bool IsPublicKey(string key) =>
        NornirKeys.Attributes.IsPublic(key) || NornirKeys.Data.IsPublic(key) || ClassicKeys.Table.IsPublic(key) || NetmikoKeys.Table.IsPublic(key)
        || TransportOptionsReader.IsPublic(key);

    /// <inheritdoc/>
    public string? Join(IReadOnlyList<(ReadableFile File, string Text)> files) => NornirJoin.Of(files);

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ReadableFile> files, InventoryCollector inventory) => new NornirReader(inventory).Read(NornirParts.Of(files), Example);
}
