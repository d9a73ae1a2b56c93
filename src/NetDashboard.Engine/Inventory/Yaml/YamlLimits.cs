namespace NetDashboard.Inventory.Yaml;

/// <summary>What a YAML file may cost. Each limit is far above what an honest inventory of 50,000 devices needs.</summary>
internal static class YamlLimits
{
    /// <summary>Largest file, in bytes.</summary>
    public const int Bytes = 10 * 1024 * 1024;

    /// <summary>Deepest nesting of lists and maps.</summary>
    public const int Depth = 64;

    /// <summary>Most parser events: values, and beginnings and ends of lists and maps.</summary>
    public const int Events = 2_000_000;

    /// <summary>Longest single value, in characters.</summary>
    public const int ScalarLength = 64 * 1024;
}
