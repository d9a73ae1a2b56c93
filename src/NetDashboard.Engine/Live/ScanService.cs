using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NetDashboard.Inventory;
using NetDashboard.Scanning;

namespace NetDashboard.Live;

/// <summary>
/// Runs scans in the background, whoever looks: closing a browser stops nothing. One runs at a time; the last few are kept in memory.
/// Safe for many threads. Disposing it ends a scan under way.
/// </summary>
/// <param name="scanner">Makes the results.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives the begin and end of every run.</param>
public sealed class ScanService(IScanner scanner, TimeProvider time, ILogger<ScanService> logger) : IAsyncDisposable
{
    /// <summary>How many scans are kept, the one under way included.</summary>
    public const int MaxKept = 10;

    private readonly Lock _gate = new();
    private ImmutableArray<KeptScan> _scans = [];
    private ScanRun? _running;
    private TaskCompletionSource _changed = NewSignal();
    private bool _disposed;

    /// <summary>The kept scans, newest first.</summary>
    public ImmutableArray<ScanBoard> Recent => [.. _scans.Select(scan => scan.Board)];

    /// <summary>The newest scan, which is the one under way if there is one; <see langword="null"/> before the first.</summary>
    public ScanBoard? Newest => _scans is [var newest, ..] ? newest.Board : null;

    /// <summary>The scan of that id, or <see langword="null"/> when it is not kept (any more).</summary>
    public ScanBoard? Find(Guid id) => FindScan(id)?.Board;

    /// <summary>Begins a scan of an inventory.</summary>
    /// <param name="inventory">What to scan; at least one device, all its questions answered. Kept with the scan, so that it can be run again.</param>
    /// <param name="title">What it is, for people: the names of the inventories.</param>
    /// <param name="board">The new scan.</param>
    /// <returns>Whether it began; not when another scan is under way.</returns>
    /// <exception cref="ArgumentException">A question is not answered.</exception>
    public bool TryStart(DeviceInventory inventory, string title, [NotNullWhen(true)] out ScanBoard? board)
    {
        if (inventory.Questions is [var open, ..])
        {
            throw new ArgumentException($"The question '{open}' is not answered.", nameof(inventory));
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            board = null;
            if (_running is not null)
            {
                return false;
            }

            board = new ScanBoard(Guid.NewGuid(), title, new ScanLayout(inventory.Devices), time);
            var scan = new KeptScan(board, inventory);
            _scans = [scan, .. _scans.Take(MaxKept - 1)];
            Begin(scan);
            return true;
        }
    }

    /// <summary>Tries again every endpoint of a scan that is not ok, and merges the results into its board.</summary>
    /// <returns>Whether a run began; not when one is under way, the scan is not kept, or all is ok.</returns>
    public bool TryRerunFailed(Guid id)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _running is null && FindScan(id) is { } scan && Begin(scan);
        }
    }

    /// <summary>Tries chosen endpoints of a scan again, whatever their state, and merges the results into its board.</summary>
    /// <param name="id">The scan.</param>
    /// <param name="endpoints">Positions in <see cref="ScanLayout.Endpoints"/>.</param>
    /// <returns>Whether a run began; not when one is under way, the scan is not kept, or nothing is chosen.</returns>
    public bool TryRerun(Guid id, IReadOnlySet<int> endpoints)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _running is null && FindScan(id) is { } scan && Begin(scan, endpoints);
        }
    }

    /// <summary>Stops a scan under way; returns at once, the board tells when it has ended.</summary>
    public void Cancel(Guid id)
    {
        lock (_gate)
        {
            if (_running is { } run && run.Scan.Board.Id == id)
            {
                // Not awaited: callbacks run on the pool, not under the lock.
                _ = run.Stop.CancelAsync();
            }
        }
    }

    /// <summary>The newest scan now (<see langword="null"/> before the first), then again whenever a run begins or ends.</summary>
    public async IAsyncEnumerable<ScanBoard?> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Taken before the look, so that a change after it is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            yield return Newest;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a scan is under way, of whatever inventory.</summary>
    public bool IsRunning => Volatile.Read(ref _running) is not null;

    /// <summary>Ends a scan under way and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task ending;
        lock (_gate)
        {
            _disposed = true;
            ending = _running is { } run ? Task.WhenAll(run.Stop.CancelAsync(), run.Task) : Task.CompletedTask;
        }

        await ending.ConfigureAwait(false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KeptScan? FindScan(Guid id) => _scans.FirstOrDefault(scan => scan.Board.Id == id);

    private bool Begin(KeptScan scan, IReadOnlySet<int>? endpoints = null)
    {
        var items = scan.Board.BeginRun(endpoints);
        if (items.IsEmpty)
        {
            return false;
        }

        var number = scan.Board.Summary.Run;
        logger.RunBegun(scan.Board.Id, number, items.Length, scan.Board.Title);
        var run = new ScanRun(scan, number, new CancellationTokenSource());
        _running = run;
        run.Task = Task.Run(() => RunAsync(run, new ScanPlan(items, scan.Inventory.Credentials)));
        SignalChange();
        return true;
    }

    private async Task RunAsync(ScanRun run, ScanPlan plan)
    {
        var board = run.Scan.Board;
        var (state, problem) = await ProbeAsync(run, plan).ConfigureAwait(false);
        lock (_gate)
        {
            // The board ends first: whoever sees that no scan runs must not find one running.
            board.EndRun(state, problem);
            _running = null;
            SignalChange();
        }

        run.Stop.Dispose();
        var counts = board.Summary.Counts;
        logger.RunEnded(board.Id, run.Number, state, counts.Ok, counts.WorthRerun);
    }

    private async Task<(ScanState State, string? Problem)> ProbeAsync(ScanRun run, ScanPlan plan)
    {
        var board = run.Scan.Board;
        try
        {
            var results = scanner.ScanAsync(plan, item => board.Start(new(item.Device.Name, item.Endpoint.Protocol)), run.Stop.Token);
            await foreach (var result in results.ConfigureAwait(false))
            {
                board.Apply(result);
            }

            return run.Stop.IsCancellationRequested ? (ScanState.Cancelled, null)
                : board.Summary is { } summary && summary.Done == summary.Total ? (ScanState.Completed, null)
                : (ScanState.Broken, "The scan ended without a result for every device. This is a defect in NetDashboard; re-run what is missing.");
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            return (ScanState.Cancelled, null);
        }
        catch (Exception e)
        {
            // A scan is nobody's foreground work: a defect must show on the page and in the log, and must not end the process.
            logger.RunBroken(e, board.Id, run.Number);
            return (ScanState.Broken, $"A defect in NetDashboard ended the scan ({e.GetType().Name}). The log says more; re-run what is missing.");
        }
    }

    private void SignalChange() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();

    // Keeps the credentials out of the board, which everyone may look at.
    private sealed record KeptScan(ScanBoard Board, DeviceInventory Inventory);

    private sealed class ScanRun(KeptScan scan, int number, CancellationTokenSource stop)
    {
        public KeptScan Scan { get; } = scan;

        public int Number { get; } = number;

        public CancellationTokenSource Stop { get; } = stop;

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
