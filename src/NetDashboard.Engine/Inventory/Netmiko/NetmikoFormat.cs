using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Netmiko;

/// <summary>
/// Netmiko's devices: a list of the maps that <c>ConnectHandler</c> takes, a map from names to such maps as Netmiko's tools read it (with groups, which
/// are lists of names, beside them), or one device alone.
/// </summary>
internal sealed class NetmikoFormat : IInventoryFormat
{
    /// <inheritdoc/>
    public InventoryFormatName Name { get; } = new("netmiko", "Netmiko");

    /// <inheritdoc/>
    public string Example => "- {device_type: cisco_ios, host: 192.0.2.1, username: admin, password: '${ask:Password}'}";

    /// <inheritdoc/>
    public bool ReadsTogether => false;

    /// <inheritdoc/>
    public int Recognise(YamlNode root, string fileName)
    {
        if (root.Find("device_type") is { IsScalar: true })
        {
            return 95;
        }

        var likeness = Likeness.Percent(root, NetmikoKeys.Table.Knows);
        return likeness == 0 ? 0 : (likeness * 2 / 5) + (Likeness.PercentWith(root, "device_type") * 11 / 20);
    }

    /// <inheritdoc/>
    public bool IsKnownKey(string key) => NetmikoKeys.Table.Knows(key);

    /// <inheritdoc/>
    public bool IsPublicKey(string key) => NetmikoKeys.Table.IsPublic(key) || key is "alt_host_keys";

    /// <inheritdoc/>
    public IReadOnlySet<string>? NamesInLists(YamlNode root) =>
        Enumerable.Range(0, root.PairCount).Select(pair => root.KeyAt(pair).Text).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ReadableFile> files, InventoryCollector inventory)
    {
        foreach (var file in files)
        {
            new NetmikoReader(file, inventory, Example).Read(file.Root);
        }
    }
}
