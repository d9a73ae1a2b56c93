using System.Collections.Immutable;

namespace NetDashboard.Storage.Histories;

/// <summary>A page's worth of a long list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="HasBefore">Whether the list has something before these.</param>
/// <param name="HasAfter">Whether it has something after them.</param>
public sealed record HistoryPart<T>(ImmutableArray<T> Items, bool HasBefore, bool HasAfter)
{
    /// <summary>A part of what was read in one direction, one more than wanted.</summary>
    internal static HistoryPart<T> Of(IReadOnlyCollection<T> read, int wanted, bool isBackwards, bool hasStart)
    {
        var items = read.Take(wanted);
        var hasMore = read.Count > wanted;
        return new([.. isBackwards ? items.Reverse() : items], isBackwards ? hasMore : hasStart, isBackwards ? hasStart : hasMore);
    }
}
