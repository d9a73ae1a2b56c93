namespace NetDashboard.Inventory.Yaml;

/// <summary>A position in a file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In UTF-16 units, from 1.</param>
internal readonly record struct Place(int Line, int Column)
{
    /// <summary>Where remarks about a file as a whole stand.</summary>
    public static Place Start => new(1, 1);
}
