using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>One kind of inventory file. A format says what the file means; limits, places and merging are its callers' work.</summary>
internal interface IInventoryFormat
{
    /// <summary>The smallest useful file, in one line, for whoever starts from nothing.</summary>
    string Example { get; }

    /// <summary>Whether a key has a meaning in this format. Only such keys, and no values, are named when a file is refused.</summary>
    bool IsKnownKey(string key);

    /// <summary>Reads the file's one value, on which the reader stands, and goes past it.</summary>
    /// <param name="yaml">The file's events.</param>
    /// <param name="source">Takes the findings.</param>
    /// <param name="inventory">Takes the endpoints.</param>
    void Read(YamlReader yaml, SourceContext source, InventoryCollector inventory);
}
