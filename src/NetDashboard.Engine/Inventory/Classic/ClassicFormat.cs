using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Classic;

/// <summary>The classic inventory: a YAML list of scrapli keyword maps, one per device and protocol.</summary>
internal sealed class ClassicFormat : IInventoryFormat
{
    /// <inheritdoc/>
    public string Example => "- {host: 192.0.2.1, platform: cisco_iosxe, auth_username: admin, auth_password: example, auth_strict_key: false}";

    /// <inheritdoc/>
    public bool IsKnownKey(string key) => ClassicKeys.IsKnown(key);

    /// <inheritdoc/>
    public void Read(YamlReader yaml, SourceContext source, InventoryCollector inventory)
    {
        if (yaml.Kind is not YamlNodeKind.List)
        {
            throw new YamlRefusedException(yaml.Place, $"The file should hold a list of devices, each beginning with '-', for example: {Example}");
        }

        var list = yaml.Place;
        yaml.Enter();
        if (yaml.Kind is YamlNodeKind.End)
        {
            source.Error(list, $"The list of devices is empty. It should hold devices, for example: {Example}");
        }

        var reader = new ClassicEntryReader(yaml, source, inventory);
        while (yaml.Kind is not YamlNodeKind.End)
        {
            if (yaml.Kind is YamlNodeKind.Map)
            {
                reader.Read().Close(source, inventory);
            }
            else
            {
                source.Error(yaml.Place, $"An entry of the list should be a map of keys, for example: {Example}");
                yaml.Skip();
            }
        }

        yaml.Leave();
    }
}
