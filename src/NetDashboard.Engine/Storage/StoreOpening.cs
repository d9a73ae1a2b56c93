using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NetDashboard.Live;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>Makes a store ready: refuses a newer one, brings the tables up to date, and marks what a dead process left under way.</summary>
/// <param name="database">The store.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives what was done.</param>
internal sealed class StoreOpening(StoreDatabase database, TimeProvider time, ILogger<ScanStore> logger)
{
    /// <exception cref="StoreException">A newer version wrote there.</exception>
    public async Task RunAsync(DbConnection writer, CancellationToken cancellationToken)
    {
        var context = database.CreateContext(writer);
        await using (context.ConfigureAwait(false))
        {
            await MigrateAsync(context, cancellationToken).ConfigureAwait(false);
            await MarkInterruptedAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MigrateAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToArray();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToArray();
        if (applied.Except(known, StringComparer.Ordinal).LastOrDefault() is { } newer)
        {
            throw new StoreException(
                $"{database.Place} was written by a newer NetDashboard (it has the change '{newer}', which this version does not know). Start that version, or give this one another place for its data.");
        }

        if (applied.Length < known.Length)
        {
            var missing = string.Join(", ", known.Except(applied, StringComparer.Ordinal));
            logger.Migrating(database.Place, missing);
            await database.ClearMigrationLockAsync(context, cancellationToken).ConfigureAwait(false);
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Only this process may write here, so whoever began them is dead.
    private async Task MarkInterruptedAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var scans = await context.Scans.Where(scan => scan.State == nameof(ScanState.Running)).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var scan in scans)
        {
            var board = await new KeptScans(context, time).ReadAsync(scan, cancellationToken).ConfigureAwait(false);
            var run = await context.Runs.FirstAsync(r => r.Scan == scan.Number && r.Number == scan.Run, cancellationToken).ConfigureAwait(false);
            var summary = board.Summary;
            StoreEnding.Note(scan, run, new RunEnding(summary.State, Problem: null, summary.EndedAt ?? scan.StartedAt, summary.Counts.EndNow()));
            logger.ScanInterrupted(scan.Id);
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
