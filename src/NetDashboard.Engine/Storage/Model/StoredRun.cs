namespace NetDashboard.Storage.Model;

/// <summary>One run of a scan.</summary>
internal sealed class StoredRun
{
    public required long Scan { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>A name of <see cref="Live.ScanState"/>.</summary>
    public required string State { get; set; }

    public string? Problem { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who began it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How many endpoints it tries.</summary>
    public required int Total { get; init; }

    /// <summary>Which: a bit for each position in the layout, the lowest first.</summary>
    public required byte[] Planned { get; init; }
}
