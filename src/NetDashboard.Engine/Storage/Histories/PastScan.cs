using System.Collections.Immutable;
using NetDashboard.Live;

namespace NetDashboard.Storage.Histories;

/// <summary>A scan as the list of scans has it: its numbers are those of the end of its last run.</summary>
public sealed record PastScan
{
    /// <summary>Counts up from scan to scan; what parts of the list begin with.</summary>
    public required long Number { get; init; }

    /// <summary>Names the scan.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was scanned, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Names of inventories in the library; empty where the devices came from elsewhere.</summary>
    public required ImmutableArray<string> Inventories { get; init; }

    /// <summary>How many devices it has.</summary>
    public required int Devices { get; init; }

    /// <summary>Who started it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }

    /// <summary>When the scan was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many runs it had.</summary>
    public required int Runs { get; init; }

    /// <summary>What it is doing, or how the last run ended.</summary>
    public required ScanState State { get; init; }

    /// <summary>How long the last run took; <see langword="null"/> while it is under way.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Endpoints by status; all zero while the first run is under way.</summary>
    public required StatusCounts Counts { get; init; }

    /// <summary>Since when the results that were OK are no longer kept, in UTC; <see langword="null"/> while they are.</summary>
    public DateTimeOffset? ThinnedAt { get; init; }
}

/// <summary>Which scans are asked for. At most one of <see cref="Before"/> and <see cref="After"/> is set; the newest without.</summary>
public sealed record PastScanQuery
{
    /// <summary>How many scans a part has.</summary>
    public const int PartLength = 50;

    /// <summary>A part of the title or of an inventory's name, whatever its case; empty for all.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>First day, in UTC; <see langword="null"/> for the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, in UTC; <see langword="null"/> for today.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Only scans older than the one of that number.</summary>
    public long? Before { get; init; }

    /// <summary>Only scans newer than the one of that number, those next to it.</summary>
    public long? After { get; init; }
}
