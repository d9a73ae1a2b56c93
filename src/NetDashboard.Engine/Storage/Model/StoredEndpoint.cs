namespace NetDashboard.Storage.Model;

/// <summary>An endpoint by its name, the same over all scans; what its history hangs on.</summary>
internal sealed class StoredEndpoint
{
    public required long Id { get; init; }

    public required string Device { get; init; }

    public required string Protocol { get; init; }

    /// <summary>When the first came of the logins that have not been OK since; <see langword="null"/> when the last one tried was OK, or none was tried.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}
