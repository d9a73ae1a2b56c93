namespace NetDashboard.Storage.Retention;

/// <summary>What was removed at one time.</summary>
public sealed record RetentionRound
{
    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took, the pauses between the pieces included.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Results removed.</summary>
    public long Results { get; init; }

    /// <summary>Scans whose results that were OK went.</summary>
    public int ThinnedScans { get; init; }

    /// <summary>Scans that went with everything.</summary>
    public int Scans { get; init; }

    /// <summary>The longest time for which nobody else could write.</summary>
    public TimeSpan LongestPiece { get; init; }
}
