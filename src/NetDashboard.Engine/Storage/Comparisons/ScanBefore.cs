using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Comparisons;

/// <summary>Finds what a scan is compared with when nothing else is said.</summary>
internal static class ScanBefore
{
    /// <summary>
    /// The last scan of the same inventories (of the same title, where these are not from the library) that was made before, and in which at least half of the
    /// endpoints were tried: one that was cancelled at its begin knows nothing to compare with.
    /// </summary>
    public static Task<StoredScan?> FindAsync(
        StoreContext context, Guid id, DateTimeOffset createdAt, string inventories, string title, CancellationToken cancellationToken)
    {
        var scans = context.Scans.AsNoTracking().Where(scan => scan.CreatedAt < createdAt && scan.Id != id && scan.Inventories == inventories);
        if (inventories.Length == 0)
        {
            scans = scans.Where(scan => scan.Title == title);
        }

        return scans
            .Where(scan => 2 * (scan.Ok + scan.Limited + scan.Failed) >= scan.Endpoints)
            .OrderByDescending(scan => scan.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
