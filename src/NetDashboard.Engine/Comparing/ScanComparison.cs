using System.Collections.Immutable;

namespace NetDashboard.Comparing;

/// <summary>What changed from one scan to another.</summary>
/// <param name="Older">The scan that is compared with.</param>
/// <param name="Newer">The scan that is looked at.</param>
/// <param name="Bound">From when on a login counts as slower.</param>
/// <param name="Changes">By kind, the most urgent first; in each in the order of the inventory.</param>
public sealed record ScanComparison(ComparedScan Older, ComparedScan Newer, SlownessBound Bound, ImmutableArray<EndpointChange> Changes)
{
    /// <summary>How many endpoints are in both scans.</summary>
    public required int Common { get; init; }

    /// <summary>How many changes there are of each kind that has some.</summary>
    public IReadOnlyDictionary<ChangeKind, int> Counts { get; } = Changes.CountBy(change => change.Kind).ToDictionary();

    /// <summary>Whether anything is other than before; that something still fails for the same reason is no change, nor that nothing is known.</summary>
    public bool HasNews => Changes.Any(change => change.Kind is not (ChangeKind.StillFailing or ChangeKind.NotTriedNow) || change.HasOtherReason);

    /// <summary>Whether something of either scan is no longer kept, so that changes of it cannot be seen.</summary>
    public bool IsPartial => Older.ThinnedAt is not null || Newer.ThinnedAt is not null;
}
