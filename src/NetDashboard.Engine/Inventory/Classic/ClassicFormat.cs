using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Classic;

/// <summary>
/// The classic inventory: a YAML list of scrapli keyword maps, one per device and protocol; a map from names to such maps; or
/// <c>defaults</c>, <c>groups</c> and <c>devices</c>, where entries take from groups and defaults what they do not say themselves.
/// </summary>
internal sealed class ClassicFormat : IInventoryFormat
{
    /// <inheritdoc/>
    public InventoryFormatName Name { get; } = new("classic", "scrapli");

    /// <inheritdoc/>
    public string Example => "- {host: 192.0.2.1, platform: cisco_iosxe, auth_username: admin, auth_password: '${ask:Password}', auth_strict_key: false}";

    /// <inheritdoc/>
    public bool ReadsTogether => false;

    /// <inheritdoc/>
    public int Recognise(YamlNode root, string fileName)
    {
        if (root.IsList)
        {
            return 42 + (Likeness.Percent(root, ClassicKeys.Table.Knows) / 2);
        }

        return IsGrouped(root) ? 100 : root.IsMap ? Likeness.Percent(root, ClassicKeys.Table.Knows) * 9 / 10 : 0;
    }

    /// <inheritdoc/>
    public bool IsKnownKey(string key) => ClassicKeys.Table.Knows(key);

    /// <inheritdoc/>
    public bool IsPublicKey(string key) => ClassicKeys.Table.IsPublic(key) || TransportOptionsReader.IsPublic(key);

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ReadableFile> files, InventoryCollector inventory)
    {
        foreach (var file in files)
        {
            new ClassicReader(file, inventory, Example).Read(file.Root, IsGrouped(file.Root));
        }
    }

    private static bool IsGrouped(YamlNode root) =>
        Likeness.HasOnly(root, "defaults", "groups", "devices") && root.Find("devices") is { IsScalar: false } or { IsUnset: true };
}
