namespace NetDashboard.Inventory.Yaml;

/// <summary>What a <see cref="YamlReader"/> stands on.</summary>
internal enum YamlNodeKind
{
    /// <summary>A single value.</summary>
    Scalar,

    /// <summary>The beginning of a list.</summary>
    List,

    /// <summary>The beginning of a map.</summary>
    Map,

    /// <summary>The end of the enclosing list, map or file.</summary>
    End,
}
