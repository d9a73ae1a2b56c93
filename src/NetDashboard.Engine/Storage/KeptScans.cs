using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>Reads scans back as boards.</summary>
/// <param name="context">Where they are.</param>
/// <param name="time">The clock for the boards.</param>
internal sealed class KeptScans(StoreContext context, TimeProvider time)
{
    /// <summary>The last scans, newest first, without those under way.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ScanBoard> ReadLastAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scans = await context.Scans.AsNoTracking()
            .Where(scan => scan.State != nameof(ScanState.Running))
            .OrderByDescending(scan => scan.Number)
            .Take(count)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var scan in scans)
        {
            yield return await ReadAsync(scan, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One scan. One that is marked as running counts as interrupted.</summary>
    public async Task<ScanBoard> ReadAsync(StoredScan scan, CancellationToken cancellationToken)
    {
        var stored = await context.Layouts.AsNoTracking().FirstAsync(layout => layout.Hash == scan.Layout, cancellationToken).ConfigureAwait(false);
        var layout = new ScanLayout(LayoutCodec.Unpack(stored));
        var run = await context.Runs.AsNoTracking().FirstAsync(r => r.Scan == scan.Number && r.Number == scan.Run, cancellationToken).ConfigureAwait(false);
        var attempts = await ReadResultsAsync(scan.Number, layout, cancellationToken).ConfigureAwait(false);

        // After the results: whatever of them is gone by now is noted there.
        var thinning = await context.Scans.AsNoTracking().Where(s => s.Number == scan.Number)
            .Select(s => new Thinning(s.ThinnedAt, s.ThinnedOk)).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? Thinning.None;
        var states = layout.Endpoints.Select((_, index) => Replay(index, attempts[index], run, thinning)).ToArray();
        var last = states.Max(state => state.FinishedAt) is { } at && at > scan.StartedAt ? at : scan.StartedAt;
        var blank = new ScanBoard(scan.Id, scan.Title, layout, time)
        {
            Inventories = [.. scan.Inventories.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            StartedBy = scan.StartedBy,
            ThinnedAt = thinning.At,
        };
        return ScanBoard.Restore(blank, scan.CreatedAt, states, new KeptRun
        {
            Number = run.Number,
            State = ResultCodec.ValueOf(run.State, ScanState.Broken) is var state && state is ScanState.Running ? ScanState.Interrupted : state,
            Problem = run.Problem,
            Done = attempts.Index().Count(pair => EndpointBits.Contains(run.Planned, pair.Index) && (pair.Item is [.., var newest] && newest.Run == run.Number || IsThinnedOk(pair.Index, pair.Item, run, thinning))),
            Total = run.Total,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt ?? last,
        });
    }

    private async Task<List<KeptAttempt>[]> ReadResultsAsync(long scan, ScanLayout layout, CancellationToken cancellationToken)
    {
        var attempts = new List<KeptAttempt>[layout.Endpoints.Length];
        foreach (ref var list in attempts.AsSpan())
        {
            list = [];
        }

        var rows = context.Results.AsNoTracking()
            .Where(result => result.Scan == scan)
            .Join(context.Endpoints, result => result.Endpoint, endpoint => endpoint.Id, (result, endpoint) => new { Result = result, endpoint.Device, endpoint.Protocol })
            .OrderBy(row => row.Result.Attempt);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (layout.IndexOf(new(row.Device, row.Protocol)) is >= 0 and var index)
            {
                var (_, device, endpoint) = layout.Endpoints[index];
                attempts[index].Add(new KeptAttempt(ResultCodec.Unpack(row.Result, device, endpoint), row.Result.FinishedAt, row.Result.Run));
            }
        }

        return attempts;
    }

    // As the board would have it: what the last run did not come to is cancelled, whatever came of it before.
    private static EndpointState Replay(int index, List<KeptAttempt> attempts, StoredRun run, Thinning thinning)
    {
        var state = new EndpointState(index, EndpointStatus.Cancelled, Attempt: 0, Result: null);
        foreach (var attempt in attempts)
        {
            state = state.Finish(attempt.Result, attempt.FinishedAt);
        }

        // One whose result is there yet is shown with it: the thinning was cut off before that.
        return IsThinnedOk(index, attempts, run, thinning) ? (state.Status is EndpointStatus.Ok ? state : state.FinishUnknown())
            : attempts is [.., var newest] && newest.Run != run.Number && EndpointBits.Contains(run.Planned, index) ? state with { Status = EndpointStatus.Cancelled }
            : state;
    }

    // A run that began after the thinning and did not come to an endpoint leaves it cancelled, too.
    private static bool IsThinnedOk(int index, List<KeptAttempt> attempts, StoredRun run, Thinning thinning) =>
        thinning.IsOk(index, attempts is [.., var newest] ? newest.FinishedAt : null) && !(run.StartedAt > thinning.At && EndpointBits.Contains(run.Planned, index));

    private sealed record KeptAttempt(ProbeResult Result, DateTimeOffset FinishedAt, int Run);
}
