namespace NetDashboard.Inventory.Yaml;

/// <summary>What a <see cref="YamlNode"/> is.</summary>
internal enum YamlNodeKind
{
    /// <summary>A single value.</summary>
    Scalar,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,
}
