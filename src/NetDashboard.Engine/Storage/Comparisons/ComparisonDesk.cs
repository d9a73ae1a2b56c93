using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Comparing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Comparisons;

/// <summary>Compares scans that are kept. Safe for many threads; everything is read on the pool, on connections of its own.</summary>
/// <param name="store">Where they are; open.</param>
public sealed class ComparisonDesk(ScanStore store)
{
    /// <summary>Compares two scans, whichever is given first: the one made later is the newer.</summary>
    /// <param name="one">A scan.</param>
    /// <param name="other">Another.</param>
    /// <param name="bound">From when on a login counts as slower.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What changed; <see langword="null"/> when one of the scans is not kept (any more).</returns>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public Task<ScanComparison?> CompareAsync(Guid one, Guid other, SlownessBound bound, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var scans = await context.Scans.AsNoTracking().Where(scan => scan.Id == one || scan.Id == other).OrderBy(scan => scan.CreatedAt).ThenBy(scan => scan.Number)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            if (scans is not [var older, var newer])
            {
                return null;
            }

            var (before, now) = await new ScanSideReader(context).ReadAsync(older, newer, cancellationToken).ConfigureAwait(false);
            return ScanComparer.Compare(before, now, bound);
        },
        cancellationToken);

    /// <summary>What a scan is compared with when nothing else is said; <see langword="null"/> when there is nothing, or the scan is not kept (any more).</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public Task<Guid?> FindBeforeAsync(Guid id, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var scan = await context.Scans.AsNoTracking().FirstOrDefaultAsync(scan => scan.Id == id, cancellationToken).ConfigureAwait(false);
            var before = scan is null
                ? null
                : await ScanBefore.FindAsync(context, scan.Id, scan.CreatedAt, scan.Inventories, scan.Title, cancellationToken).ConfigureAwait(false);
            return before?.Id;
        },
        cancellationToken);

    /// <summary>The last scans, newest first, to choose from.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public Task<ImmutableArray<ComparedScan>> ListAsync(int count, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var scans = await context.Scans.AsNoTracking().OrderByDescending(scan => scan.Number).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
            return scans.Select(ScanSideReader.HeadOf).ToImmutableArray();
        },
        cancellationToken);
}
