using Microsoft.Extensions.Logging;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Live;

/// <summary>Takes runs from their first probe to their end: every result goes to the journal, and from there to the board. Safe for several at once.</summary>
/// <param name="scanner">Makes the results.</param>
/// <param name="journal">Keeps them.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives defects.</param>
internal sealed class ScanRunner(IScanner scanner, IScanJournal journal, TimeProvider time, ILogger<ScanService> logger) : IDisposable
{
    // Within the 30 s a host takes to stop. What is not kept by then was never shown.
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closing = new();
    private volatile bool _isClosing;

    public IScanJournal Journal => journal;

    /// <summary>Says that the process ends: runs that stop from now on are interrupted, and wait for the journal no longer than 10 s.</summary>
    public void Close()
    {
        _isClosing = true;
        _closing.CancelAfter(s_endLimit);
    }

    public void Dispose() => _closing.Dispose();

    /// <summary>Carries out a run that the board has begun. When it returns, its end is kept; the board has not ended it yet.</summary>
    public async Task<RunEnding> RunAsync(RunOrder order, CancellationToken stop)
    {
        var (board, number, plan, _, show) = order;
        try
        {
            var endpoints = plan.Items.Select(item => board.Layout.IndexOf(new(item.Device.Name, item.Endpoint.Protocol)));
            var beginning = new RunBeginning(board, number, board.Summary.StartedAt, [.. endpoints]) { StartedBy = order.StartedBy };
            var record = await journal.BeginAsync(beginning, show, _closing.Token).ConfigureAwait(false);
            var (state, problem) = await ProbeAsync(order, record, stop).ConfigureAwait(false);
            var ending = Ending(state, problem);
            await record.EndAsync(ending, _closing.Token).ConfigureAwait(false);
            return ending;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Nobody can look any more; the next start finds what was kept.
            return Ending(ScanState.Interrupted);
        }
        catch (Exception e)
        {
            logger.RunBroken(e, board.Id, number);
            return Ending(ScanState.Broken, DefectWords(e));
        }

        RunEnding Ending(ScanState state, string? problem = null) => new(state, problem, time.GetUtcNow(), board.Summary.Counts.EndNow());
    }

    private static string DefectWords(Exception e) =>
        $"A defect in NetDashboard ended the scan ({e.GetType().Name}). The log says more; re-run what is missing.";

    private async Task<(ScanState State, string? Problem)> ProbeAsync(RunOrder order, IRunJournal record, CancellationToken stop)
    {
        var (board, number, plan, remark, _) = order;
        try
        {
            var results = scanner.ScanAsync(plan, item => board.Start(new(item.Device.Name, item.Endpoint.Protocol)), stop);
            await foreach (var result in results.ConfigureAwait(false))
            {
                // Not given up when the scan is cancelled: what was found out is kept.
                await record.AddAsync(remark is null ? result : result with { Warnings = [remark, .. result.Warnings] }, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Cancelled; what came before still counts.
        }
        catch (Exception e) when (!_closing.IsCancellationRequested)
        {
            // A scan is nobody's foreground work: a defect must show on the page and in the log, and must not end the process.
            logger.RunBroken(e, board.Id, number);
            await record.FlushAsync(_closing.Token).ConfigureAwait(false);
            return (ScanState.Broken, DefectWords(e));
        }

        await record.FlushAsync(_closing.Token).ConfigureAwait(false);
        return stop.IsCancellationRequested ? (_isClosing ? ScanState.Interrupted : ScanState.Cancelled, null)
            : board.Summary is { } summary && summary.Done == summary.Total ? (ScanState.Completed, null)
            : (ScanState.Broken, "The scan ended without a result for every device. This is a defect in NetDashboard; re-run what is missing.");
    }
}

/// <summary>A run to be carried out.</summary>
/// <param name="Board">The scan, whose board has begun the run.</param>
/// <param name="Number">1 for the first run of the scan.</param>
/// <param name="Plan">What to try.</param>
/// <param name="Remark">Goes with every result of the run; <see langword="null"/> for none.</param>
/// <param name="Show">Brings a kept result onto the board.</param>
internal sealed record RunOrder(ScanBoard Board, int Number, ScanPlan Plan, string? Remark, Action<ProbeResult, DateTimeOffset> Show)
{
    /// <summary>Who wants it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }
}
