using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>
/// Knows what each scan is compared with while it is looked at. It is found in the background when somebody looks, from memory if the scan before is there and
/// else from where scans are kept, and goes when the board goes: a scan waits for none of it. Safe for many threads.
/// </summary>
/// <param name="scans">The scans in memory.</param>
/// <param name="kept">Where the others are; <see langword="null"/> when there are none.</param>
/// <param name="logger">Receives what went wrong.</param>
public sealed class Baselines(ScanService scans, ILogger<Baselines> logger, IBaselineSource? kept = null)
{
    private readonly ConditionalWeakTable<ScanBoard, Task<Baseline?>> _found = [];

    /// <summary>What a scan is compared with, when that is known already or can be known at once; else <see langword="null"/>.</summary>
    public Baseline? Peek(ScanBoard board) => FindAsync(board) is { IsCompletedSuccessfully: true } found ? found.Result : null;

    /// <summary>What a scan is compared with; <see langword="null"/> when there is no scan before.</summary>
    public Task<Baseline?> FindAsync(ScanBoard board) => _found.GetValue(board, Find);

    private Task<Baseline?> Find(ScanBoard board) => FindInMemory(board) is { } before
        ? Task.FromResult<Baseline?>(before)
        : kept is null ? Task.FromResult<Baseline?>(null) : Task.Run(() => FindKeptAsync(board, kept));

    private Baseline? FindInMemory(ScanBoard board)
    {
        foreach (var scan in scans.Recent.Where(scan => scan.CreatedAt < board.CreatedAt && IsOfTheSame(scan, board)).OrderByDescending(scan => scan.CreatedAt))
        {
            var states = new EndpointState[scan.Layout.Endpoints.Length];
            scan.CopyTo(states);
            if (states.Count(state => state.Result?.Verdict.Outcome is ProbeOutcome.Ok or ProbeOutcome.Limited or ProbeOutcome.Failed) * 2 >= states.Length)
            {
                var ok = states.Where(state => state.Result?.Verdict.Outcome is ProbeOutcome.Ok).Select(state => scan.Layout.Endpoints[state.Index].Key);
                return new Baseline(scan.Id, scan.CreatedAt, board.Layout, ok);
            }
        }

        return null;
    }

    private static bool IsOfTheSame(ScanBoard one, ScanBoard other) =>
        one.Inventories.AsSpan().SequenceEqual(other.Inventories.AsSpan()) && (!one.Inventories.IsEmpty || one.Title == other.Title);

    private async Task<Baseline?> FindKeptAsync(ScanBoard board, IBaselineSource source)
    {
        try
        {
            return await source.FindAsync(board, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The scan is shown without a comparison; the next look asks again.
            logger.BaselineBroken(e, board.Id);
            _found.Remove(board);
            return null;
        }
    }
}
