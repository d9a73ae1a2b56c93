using Microsoft.EntityFrameworkCore;
using NetDashboard.Live.Queries;

namespace NetDashboard.Storage.Histories;

/// <summary>
/// Leafs through the names of devices in the order in which people count, and finds a part of a name whatever its case, in any script. Databases do neither,
/// so the names are all read: each once, from an index, which for 10,000 of them takes some hundredths of a second.
/// </summary>
internal static class DeviceNames
{
    /// <summary>A part of the names that have a text in them, before or after another one.</summary>
    public static async Task<HistoryPart<string>> ReadAsync(
        IQueryable<string> names, string text, string? before, string? after, int length, CancellationToken cancellationToken)
    {
        var part = text.Trim();
        var order = NaturalOrder.Comparer;
        var all = await names.Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        var found = all.Where(name => name.Contains(part, StringComparison.OrdinalIgnoreCase));

        // Taking a few of many in their order does not sort all of them.
        var read = before is not null
            ? found.Where(name => order.Compare(name, before) < 0).OrderDescending(order).Take(length + 1)
            : found.Where(name => after is null || order.Compare(name, after) > 0).Order(order).Take(length + 1);
        return HistoryPart<string>.Of([.. read], length, isBackwards: before is not null, hasStart: (before ?? after) is not null);
    }
}
