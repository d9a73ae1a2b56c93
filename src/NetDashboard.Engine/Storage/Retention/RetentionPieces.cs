using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Retention;

/// <summary>Removes what one job names, a piece at a time, each a transaction that leaves the store as true as before. One call at a time.</summary>
/// <param name="job">The job.</param>
/// <param name="ok">For a scan that is thinned: the endpoints that are OK; <see langword="null"/> when it goes as a whole.</param>
/// <param name="now">The present, in UTC.</param>
internal sealed class RetentionPieces(RetentionJob job, byte[]? ok, DateTimeOffset now)
{
    private long _done = long.MinValue;

    /// <summary>Whether nothing is left of the job.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The next piece.</summary>
    /// <param name="context">In a transaction.</param>
    /// <param name="rows">Results to look at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Results removed.</returns>
    public async Task<int> DoAsync(StoreContext context, int rows, CancellationToken cancellationToken)
    {
        var number = job.Scan.Number;
        var scan = await context.Scans.AsNoTracking().Where(s => s.Number == number).Select(s => new { s.State, s.Layout }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (scan is null || scan.State == nameof(ScanState.Running))
        {
            // It runs again, so it is not old any more.
            IsOver = true;
            return 0;
        }

        if (_done == long.MinValue && !job.IsWhole)
        {
            // With the first piece: whoever sees that results are missing must see why.
            await context.Scans.Where(s => s.Number == number)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.ThinnedAt, now).SetProperty(s => s.ThinnedOk, ok), cancellationToken).ConfigureAwait(false);
        }

        var from = _done;
        var rest = context.Results.Where(result => result.Scan == number && result.Endpoint > from);
        var until = await rest.OrderBy(result => result.Endpoint).ThenBy(result => result.Attempt).Select(result => (long?)result.Endpoint)
            .Skip(rows - 1).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var piece = until is { } last ? rest.Where(result => result.Endpoint <= last) : rest;
        var removed = await (job.IsWhole ? piece : piece.Where(result => result.Outcome == nameof(ProbeOutcome.Ok))).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        (_done, IsOver) = (until ?? long.MaxValue, until is null);
        if (IsOver && job.IsWhole)
        {
            await context.Scans.Where(s => s.Number == number).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.Layouts.Where(layout => layout.Hash == scan.Layout && !context.Scans.Any(s => s.Layout == scan.Layout)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }
}
