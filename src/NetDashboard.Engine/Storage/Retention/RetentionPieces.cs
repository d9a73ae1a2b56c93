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
    private long? _until;

    /// <summary>Whether nothing is left of the job.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Looks where the next piece ends; before every <see cref="DoAsync"/>, for nobody who wants to write should wait for that.</summary>
    /// <param name="context">For reading.</param>
    /// <param name="rows">Results to look at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Results in it.</returns>
    public async Task<int> LookAsync(StoreContext context, int rows, CancellationToken cancellationToken)
    {
        var (number, from) = (job.Scan.Number, _done);
        _until = await context.Results.AsNoTracking()
            .Where(result => result.Scan == number && result.Endpoint > from)
            .OrderBy(result => result.Endpoint).ThenBy(result => result.Attempt).Select(result => (long?)result.Endpoint)
            .Skip(rows - 1).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

        // Touches what the removing will touch, in the table and in the index, so that it need not wait for the disk.
        var until = _until ?? long.MaxValue;
        return await context.Results.AsNoTracking()
            .Where(result => result.Scan == number && result.Endpoint > from && result.Endpoint <= until)
            .CountAsync(result => context.Results.Any(same => same.Endpoint == result.Endpoint && same.StartedAt == result.StartedAt && same.Scan == number), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Removes the next piece.</summary>
    /// <param name="context">In a transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Results removed.</returns>
    public async Task<int> DoAsync(StoreContext context, CancellationToken cancellationToken)
    {
        // Statements as text: to have queries made of expressions for the first time takes longer than all the rest. A scan that runs again is not old any more.
        var (number, running) = (job.Scan.Number, nameof(ScanState.Running));
        if (_done == long.MinValue && !job.IsWhole)
        {
            // With the first piece: whoever sees that results are missing must see why.
            await context.Database.ExecuteSqlAsync(
                $"UPDATE scans SET thinned_at = {now.UtcTicks}, thinned_ok = {ok} WHERE number = {number} AND state <> {running}", cancellationToken).ConfigureAwait(false);
        }

        var until = _until ?? long.MaxValue;
        var removed = await context.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM results WHERE scan = {number} AND endpoint > {_done} AND endpoint <= {until} AND (outcome = {nameof(ProbeOutcome.Ok)} OR {job.IsWhole})
            AND EXISTS (SELECT 1 FROM scans WHERE number = {number} AND state <> {running})
            """,
            cancellationToken).ConfigureAwait(false);
        (_done, IsOver) = (until, _until is null);
        if (IsOver && job.IsWhole)
        {
            await context.Database.ExecuteSqlAsync($"DELETE FROM scans WHERE number = {number} AND state <> {running}", cancellationToken).ConfigureAwait(false);
            await context.Database.ExecuteSqlAsync($"DELETE FROM layouts WHERE hash NOT IN (SELECT layout FROM scans)", cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }
}
