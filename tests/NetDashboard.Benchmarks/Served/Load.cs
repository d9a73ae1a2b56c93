namespace NetDashboard.Benchmarks.Served;

/// <summary>500 changes of endpoints a second, and where they are.</summary>
/// <param name="Title">In words.</param>
/// <param name="Rows">How many rows change, from the first on.</param>
/// <param name="ResultsPerSecond">Results; the other changes are that an endpoint waits or is being tried.</param>
internal sealed record Load(string Title, int Rows, double ResultsPerSecond)
{
    /// <summary>Changes a second, of every kind.</summary>
    public const int ChangesPerSecond = 500;

    /// <summary>Anywhere in the table: a long run, in which an endpoint is begun for each that ends.</summary>
    public static Load Anywhere { get; } = new("changes anywhere", ServedDevices.Count, ChangesPerSecond / 2.0);

    /// <summary>As many results a second as the fleet of a large network gives.</summary>
    public static Load Results { get; } = new("500 results a second", ServedDevices.Count, 500);

    /// <summary>All in the 40 rows that every viewer sees: short runs one after the other, each of which sets its endpoints to wait first.</summary>
    public static Load InView { get; } = new("all changes in the rows in view", 40, ChangesPerSecond / 3.0);
}
