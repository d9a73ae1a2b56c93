using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NetDashboard.Live;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Retention;

/// <summary>
/// Removes what has become too old, or too much, by itself: at the start and every hour. The one that writes does it, in pieces so short that nobody
/// waits for it; being killed in the middle does no harm.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="scans">The scans in memory, which are left alone.</param>
/// <param name="options">What is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives what was removed.</param>
public sealed class StoreRetention(ScanStore store, ScanService scans, IOptions<RetentionOptions> options, TimeProvider time, ILogger<StoreRetention> logger)
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMinutes(1);

    private readonly PieceSize _size = new();

    // Numbers of scans whose thinning was begun, and may not have been finished.
    private readonly HashSet<long> _cutOff = [];
    private RetentionRound? _last;
    private bool _hasLooked;

    /// <summary>What is kept, and for how long.</summary>
    public RetentionOptions Options => options.Value;

    /// <summary>What came of the last time; <see langword="null"/> before the first.</summary>
    public RetentionRound? Last => Volatile.Read(ref _last);

    /// <summary>Goes on until it is stopped; the store must be open.</summary>
    /// <param name="stop">Stops it, within a piece.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = s_interval;
            try
            {
                await TidyAsync(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // A full disk, a server that is away: the store says so itself, and what is old can wait.
                logger.RetentionBroken(e, s_retryInterval.TotalMinutes);
                pause = s_retryInterval;
            }

            await Task.Delay(pause, time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what is due now.</summary>
    /// <returns>What that was.</returns>
    public async Task<RetentionRound> TidyAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var round = new RetentionRound { At = time.GetUtcNow() };
        var aged = await store.ReadAsync(context => FindScansAsync(context, cancellationToken), cancellationToken).ConfigureAwait(false);
        var jobs = RetentionPlan.Order(aged, options.Value, round.At);
        var isTooMuch = await IsTooMuchAsync(cancellationToken).ConfigureAwait(false);
        foreach (var job in jobs.TakeWhile(job => job.IsDue || isTooMuch).Where(job => scans.Find(job.Scan.Id) is null))
        {
            round = await DoAsync(job, round, cancellationToken).ConfigureAwait(false);
            isTooMuch = isTooMuch && await IsTooMuchAsync(cancellationToken).ConfigureAwait(false);
        }

        round = round with { Took = time.GetElapsedTime(begun) };
        Volatile.Write(ref _last, round);
        Tell(round, isTooMuch);
        return round;
    }

    private async Task<IEnumerable<AgedScan>> FindScansAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Scans
            .OrderByDescending(scan => scan.Number)
            .Skip(ScanService.MaxKept)
            .Where(scan => scan.State != nameof(ScanState.Running))
            .Select(scan => new { scan.Number, scan.Id, At = scan.EndedAt ?? scan.StartedAt, scan.ThinnedAt })
            .ToListAsync(cancellationToken).ConfigureAwait(false);

        if (!_hasLooked && rows.Max(row => row.ThinnedAt) is { } last)
        {
            // After a kill, one of those thinned last may still have results that are OK: once more. All of a round have its time.
            _cutOff.UnionWith(rows.Where(row => row.ThinnedAt == last).Select(row => row.Number));
        }

        _hasLooked = true;
        return rows.Select(row => new AgedScan(row.Number, row.Id, row.At, IsThinned: row.ThinnedAt >= row.At) { IsUnfinished = _cutOff.Contains(row.Number) });
    }

    private async Task<bool> IsTooMuchAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MaxMebibytes is 0)
        {
            return false;
        }

        var size = await store.ReadAsync(context => store.Database.MeasureAsync(context, cancellationToken), cancellationToken).ConfigureAwait(false);
        return size.UsedBytes > options.Value.MaxMebibytes * Mebibyte;
    }

    private async Task<RetentionRound> DoAsync(RetentionJob job, RetentionRound round, CancellationToken cancellationToken)
    {
        var pieces = new RetentionPieces(job, job.IsWhole ? null : await store.ReadAsync(context => ThinnedEndpoints.FindAsync(context, job.Scan.Number, cancellationToken), cancellationToken).ConfigureAwait(false), round.At);
        var removed = 0L;
        _cutOff.Add(job.Scan.Number);
        while (!pieces.IsOver && scans.Find(job.Scan.Id) is null)
        {
            await store.ReadAsync(context => pieces.LookAsync(context, _size.Rows, cancellationToken), cancellationToken).ConfigureAwait(false);
            var (count, took) = await store.Errands.HaveDoneAsync(pieces.DoAsync, cancellationToken).ConfigureAwait(false);
            removed += count;
            _size.Note(took);
            round = round with { LongestPiece = took > round.LongestPiece ? took : round.LongestPiece };

            // As long again for everybody else.
            await Task.Delay(took, time, cancellationToken).ConfigureAwait(false);
        }

        // Not where an error, or somebody who looks at the scan, came in between.
        if (pieces.IsOver)
        {
            _cutOff.Remove(job.Scan.Number);
        }

        return round with
        {
            Results = round.Results + removed,
            ThinnedScans = round.ThinnedScans + (job.IsWhole ? 0 : 1),
            Scans = round.Scans + (job.IsWhole ? 1 : 0),
        };
    }

    private void Tell(RetentionRound round, bool isTooMuch)
    {
        if (round.Results > 0 || round.Scans > 0)
        {
            logger.Removed(round.Results, round.ThinnedScans, round.Scans, round.Took.TotalSeconds, round.LongestPiece.TotalMilliseconds);
        }

        if (isTooMuch)
        {
            logger.StillTooMuch(ScanService.MaxKept, options.Value.MaxMebibytes);
        }
    }
}
