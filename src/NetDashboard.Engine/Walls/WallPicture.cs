using System.Collections.Immutable;
using NetDashboard.Live;

namespace NetDashboard.Walls;

/// <summary>What one view of a wall shows at one moment; the same for all its screens.</summary>
public sealed record WallPicture
{
    /// <summary>What it is about, for people.</summary>
    public required string Title { get; init; }

    /// <summary>What the newest scan in it is doing, or how it ended; <see langword="null"/> when there was none.</summary>
    public ScanState? State { get; init; }

    /// <summary>When that began, in UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the newest of the results shown came, in UTC.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Whether it is known what failed in the scan before.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>Logins that scans under way have finished.</summary>
    public int Done { get; init; }

    /// <summary>Logins that scans under way are about.</summary>
    public int Total { get; init; }

    /// <summary>Seconds that the rest should take; <see langword="null"/> when the pace says nothing.</summary>
    public int? SecondsLeft { get; init; }

    /// <summary>Logins by what is known of them.</summary>
    public StatusCounts Counts { get; init; }

    /// <summary>Why logins are not OK, and how many, the most frequent first.</summary>
    public ImmutableArray<WallReason> Reasons { get; init; } = [];

    /// <summary>One for each device, in the order of the inventories.</summary>
    public ImmutableArray<WallTile> Tiles { get; init; } = [];
}

/// <summary>Why logins are not OK.</summary>
/// <param name="Title">The reason, for people.</param>
/// <param name="Logins">How many.</param>
public readonly record struct WallReason(string Title, int Logins);
