namespace NetDashboard.Storage.Model;

/// <summary>One scan, with the numbers of its last run, so that a list of scans needs no result.</summary>
internal sealed class StoredScan
{
    /// <summary>Counts up; what results refer to.</summary>
    public required long Number { get; init; }

    /// <summary>Names the scan everywhere else.</summary>
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Names of inventories in the library, one a line; empty where there are none.</summary>
    public required string Inventories { get; init; }

    /// <summary>See <see cref="StoredLayout.Hash"/>.</summary>
    public required string Layout { get; init; }

    public required int Devices { get; init; }

    public required int Endpoints { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }

    /// <summary>Since when the results that were OK are no longer kept; <see langword="null"/> while they are.</summary>
    public DateTimeOffset? ThinnedAt { get; set; }

    /// <summary>Which endpoints were OK then: a bit for each position in the layout, the lowest first; <see langword="null"/> while their results are kept.</summary>
    public byte[]? ThinnedOk { get; set; }

    /// <summary>Number of the last run.</summary>
    public required int Run { get; set; }

    /// <summary>A name of <see cref="Live.ScanState"/>: of the last run.</summary>
    public required string State { get; set; }

    /// <summary>Why the last run is broken.</summary>
    public string? Problem { get; set; }

    /// <summary>Begin of the last run.</summary>
    public required DateTimeOffset StartedAt { get; set; }

    /// <summary>End of the last run.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Endpoints that are so; of all runs together, as of the end of the last.</summary>
    public int Ok { get; set; }

    public int Limited { get; set; }

    public int Held { get; set; }

    public int Failed { get; set; }

    public int Cancelled { get; set; }
}
