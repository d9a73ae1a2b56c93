namespace NetDashboard.Storage.Model;

/// <summary>An endpoint by its name, the same over all scans; what its history hangs on.</summary>
internal sealed class StoredEndpoint
{
    public required long Id { get; init; }

    public required string Device { get; init; }

    public required string Protocol { get; init; }
}
