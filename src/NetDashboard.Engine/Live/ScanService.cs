using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NetDashboard.Inventory;
using NetDashboard.Scanning;

namespace NetDashboard.Live;

/// <summary>
/// Runs scans in the background, whoever looks: closing a browser stops nothing. Several may run at once; the last ones are kept in memory.
/// Safe for many threads. Disposing it ends the scans under way.
/// </summary>
/// <param name="scanner">Makes the results.</param>
/// <param name="options">How many may run.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives the begin and end of every run.</param>
/// <param name="journal">Keeps every result before it is shown; <see langword="null"/> for scans that live in memory only.</param>
public sealed class ScanService(
    IScanner scanner, IOptions<ScanOptions> options, TimeProvider time, ILogger<ScanService> logger, IScanJournal? journal = null) : IAsyncDisposable
{
    /// <summary>How many scans are kept, those under way included, which are never dropped.</summary>
    public const int MaxKept = 20;

    /// <summary>How many endpoints the kept scans have together; an ended scan that is beyond that is dropped. A result takes one to two kilobytes.</summary>
    public const int MaxKeptEndpoints = 200_000;

    /// <summary>How many older scans are in memory besides, because somebody looked at them; together they have no more than <see cref="MaxKeptEndpoints"/>.</summary>
    public const int MaxOpened = 4;

    /// <summary>How long the transcripts of the kept scans may be together when one more begins, in characters: 64 MiB of memory. The oldest scans lose theirs.</summary>
    public const int MaxKeptTranscripts = 2 * ScanBoard.MaxTranscripts;

    private readonly ScanRunner _runner = new(scanner, journal ?? new MemoryJournal(time), time, logger);
    private readonly Lock _gate = new();
    private ImmutableArray<KeptScan> _scans = [];
    private ImmutableArray<KeptScan> _opened = [];
    private ImmutableArray<ScanRun> _running = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _disposed;

    /// <summary>How many scans may be under way at the same time; <see cref="ScanOptions.MaxRunning"/>.</summary>
    public int MaxRunning => options.Value.MaxRunning;

    /// <summary>The kept scans, newest first.</summary>
    public ImmutableArray<ScanBoard> Recent => [.. Kept.Select(scan => scan.Board)];

    /// <summary>The scan begun last, which may have ended; <see langword="null"/> before the first.</summary>
    public ScanBoard? Newest => Kept is [var newest, ..] ? newest.Board : null;

    /// <summary>How many scans are under way.</summary>
    public int RunningCount
    {
        get
        {
            lock (_gate)
            {
                return _running.Length;
            }
        }
    }

    /// <summary>Whether a scan is under way, of whatever inventory.</summary>
    public bool IsRunning => RunningCount > 0;

    /// <summary>Whether one more scan or re-run may begin.</summary>
    public bool HasRoom => RunningCount < MaxRunning;

    /// <summary>Whether what the scans give can be kept; while it cannot, they wait.</summary>
    public JournalStatus Journal => _runner.Journal.Status;

    private ImmutableArray<KeptScan> Kept
    {
        get
        {
            lock (_gate)
            {
                return _scans;
            }
        }
    }

    /// <summary>The scan of that id, or <see langword="null"/> when it is not kept (any more).</summary>
    public ScanBoard? Find(Guid id) => FindScan(id)?.Board;

    /// <summary>
    /// Whom the last result of an endpoint was logged in as, and whom it is to be before the first; <see langword="null"/> when the scan is not kept (any
    /// more).
    /// </summary>
    /// <param name="id">The scan.</param>
    /// <param name="endpoint">Position in <see cref="ScanLayout.Endpoints"/>.</param>
    public LoginAccount? AccountOf(Guid id, int endpoint) => FindScan(id)?.AccountOf(endpoint);

    /// <summary>Endpoints of a scan as an inventory for another scan, with references in place of secrets; <see langword="null"/> when the scan is not kept (any more).</summary>
    /// <param name="id">The scan.</param>
    /// <param name="endpoints">Positions in <see cref="ScanLayout.Endpoints"/>, in the order in which to write them.</param>
    public string? WriteInventory(Guid id, IEnumerable<int> endpoints) => FindScan(id) is { } scan ? scan.Inventory.Write(endpoints, scan.Board.Title) : null;

    /// <inheritdoc cref="TryStart(DeviceInventory, string, IEnumerable{string}, string?)"/>
    public RunStart TryStart(DeviceInventory inventory, string title, params IEnumerable<string> inventories) => TryStart(inventory, title, inventories, startedBy: null);

    /// <summary>Begins a scan of an inventory.</summary>
    /// <param name="inventory">What to scan, all its questions answered. Kept with the scan, so that it can be run again.</param>
    /// <param name="title">What it is, for people: the names of the inventories.</param>
    /// <param name="inventories">Their names in the library; nothing for what is not from there.</param>
    /// <param name="startedBy">Who wants it, as they call themselves; <see langword="null"/> when nobody said.</param>
    /// <returns>The new scan, or why there is none.</returns>
    /// <exception cref="ArgumentException">A question is not answered.</exception>
    public RunStart TryStart(DeviceInventory inventory, string title, IEnumerable<string> inventories, string? startedBy)
    {
        if (inventory.Questions is [var open, ..])
        {
            throw new ArgumentException($"The question '{open}' is not answered.", nameof(inventory));
        }

        var board = new ScanBoard(Guid.NewGuid(), title, new ScanLayout(inventory.Devices), time) { Inventories = [.. inventories], StartedBy = startedBy };
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var scan = new KeptScan(board, new ScanInventory(inventory));
            var start = Begin(scan, RerunRequest.Failed with { StartedBy = startedBy }, isRerun: false);
            if (start.HasBegun)
            {
                Keep(scan);
                SignalChange();
            }

            return start;
        }
    }

    /// <summary>Tries endpoints of a scan again, and merges the results into its board.</summary>
    /// <param name="id">The scan.</param>
    /// <param name="request">Which, and how; <see cref="RerunRequest.Failed"/> for everything that is not ok.</param>
    /// <returns>The scan, or why no run began.</returns>
    /// <exception cref="ArgumentException">The changes cannot be carried out, or what was recalled is another scan's.</exception>
    public RunStart TryRerun(Guid id, RerunRequest request)
    {
        if ((request.Changes?.FindFault() ?? (request.Recalled is { } recalled && recalled.Scan != id ? "Another scan's inventory was recalled." : null)) is { } fault)
        {
            throw new ArgumentException(fault, nameof(request));
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (FindScan(id) is not { } scan)
            {
                return RunStart.Refused(StartRefusal.NotKept);
            }

            var start = Begin(scan, request, isRerun: true);
            if (start.HasBegun)
            {
                _scans = _opened.Contains(scan) ? [.. _scans.Append(scan).OrderByDescending(kept => kept.Board.CreatedAt)] : _scans;
                _opened = _opened.Remove(scan);
                SignalChange();
            }

            return start;
        }
    }

    /// <summary>Takes in an ended scan that was kept over a restart, behind all others; nothing when it is there, or there is no room.</summary>
    /// <param name="board">The scan.</param>
    internal void Restore(ScanBoard board)
    {
        lock (_gate)
        {
            var endpoints = _scans.Sum(kept => kept.Board.Layout.Endpoints.Length) + board.Layout.Endpoints.Length;
            if (_scans.Length < MaxKept && endpoints <= MaxKeptEndpoints && FindScan(board.Id) is null)
            {
                if (_scans.Sum(kept => kept.Board.TranscriptLength) + board.TranscriptLength > MaxKeptTranscripts)
                {
                    board.DropTranscripts();
                }

                _scans = _scans.Add(new KeptScan(board, RecalledInventory.Nothing(board).Inventory));
                SignalChange();
            }
        }
    }

    /// <summary>
    /// Takes in an older scan that somebody looks at: it is found by its id, and run again, but stands in no list. The one opened the longest time ago
    /// makes room.
    /// </summary>
    /// <returns>The scan; the one that is there already, when it is.</returns>
    internal ScanBoard Open(ScanBoard board)
    {
        lock (_gate)
        {
            if (FindScan(board.Id) is { } known)
            {
                return known.Board;
            }

            var endpoints = board.Layout.Endpoints.Length;
            var others = _opened.Take(MaxOpened - 1).TakeWhile(kept => (endpoints += kept.Board.Layout.Endpoints.Length) <= MaxKeptEndpoints);
            _opened = [new KeptScan(board, RecalledInventory.Nothing(board).Inventory), .. others];
            return board;
        }
    }

    /// <summary>Stops a scan under way; returns at once, the board tells when it has ended.</summary>
    public void Cancel(Guid id)
    {
        lock (_gate)
        {
            if (RunOf(id) is { } run)
            {
                // Not awaited: callbacks run on the pool, not under the lock.
                _ = run.Stop.CancelAsync();
            }
        }
    }

    /// <summary>The scan begun last (<see langword="null"/> before the first), then again whenever a run of any scan begins or ends.</summary>
    public async IAsyncEnumerable<ScanBoard?> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var boards in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return boards is [var newest, ..] ? newest : null;
        }
    }

    /// <summary>The kept scans now, newest first, then again whenever a run begins or ends; a slow reader gets the latest only.</summary>
    public async IAsyncEnumerable<ImmutableArray<ScanBoard>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Taken before the look, so that a change after it is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            yield return Recent;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the scans under way and waits for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task ending;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _runner.Close();
            ending = Task.WhenAll(_running.SelectMany(run => new[] { run.Stop.CancelAsync(), run.Task }));
        }

        await ending.ConfigureAwait(false);
        _runner.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KeptScan? FindScan(Guid id)
    {
        lock (_gate)
        {
            return _scans.Concat(_opened).FirstOrDefault(scan => scan.Board.Id == id);
        }
    }

    private ScanRun? RunOf(Guid id) => _running.FirstOrDefault(run => run.Scan.Board.Id == id);

    private void Keep(KeptScan scan)
    {
        var room = MaxKept - _running.Length;
        var endpoints = scan.Board.Layout.Endpoints.Length;
        var ended = _scans
            .Where(kept => RunOf(kept.Board.Id) is null)
            .Take(room)
            .TakeWhile(kept => (endpoints += kept.Board.Layout.Endpoints.Length) <= MaxKeptEndpoints)
            .ToHashSet();
        _scans = [scan, .. _scans.Where(kept => ended.Contains(kept) || RunOf(kept.Board.Id) is not null)];

        var transcripts = 0L;
        foreach (var kept in _scans)
        {
            transcripts += kept.Board.TranscriptLength;
            if (transcripts > MaxKeptTranscripts && RunOf(kept.Board.Id) is null)
            {
                kept.Board.DropTranscripts();
            }
        }
    }

    private RunStart Begin(KeptScan scan, RerunRequest request, bool isRerun)
    {
        var board = scan.Board;
        if (RunOf(board.Id) is not null)
        {
            return RunStart.Refused(StartRefusal.AlreadyRunning);
        }

        if (_running.Length >= MaxRunning)
        {
            return RunStart.Refused(StartRefusal.TooManyScans);
        }

        var inventory = request.Recalled?.Inventory ?? scan.Inventory;
        if (request.Changes?.Credential is null && !inventory.Knows(() => request.Endpoints ?? board.Select(state => state.Status is not EndpointStatus.Ok)))
        {
            return RunStart.Refused(StartRefusal.SecretsNotKept);
        }

        var items = board.BeginRun(request.Endpoints);
        if (items.IsEmpty)
        {
            return RunStart.Refused(StartRefusal.NothingToRun);
        }

        scan.Inventory = inventory;
        var plan = inventory.Plan(items, board.Layout) with { ReleasesHeld = isRerun };
        plan = request.Changes?.ApplyTo(plan) ?? plan;
        var number = board.Summary.Run;
        logger.RunBegun(board.Id, number, items.Length, board.Title);
        var run = new ScanRun(scan, number, request);
        _running = _running.Add(run);
        run.Task = Task.Run(() => RunAsync(run, plan));
        return RunStart.Begun(board);
    }

    private async Task RunAsync(ScanRun run, ScanPlan plan)
    {
        var board = run.Scan.Board;
        var order = new RunOrder(board, run.Number, plan, run.Remark, (result, at) => run.Scan.Show(run.Changes, result, at)) { StartedBy = run.StartedBy };
        var ending = await _runner.RunAsync(order, run.Stop.Token).ConfigureAwait(false);
        lock (_gate)
        {
            // The board ends first: whoever sees that no scan runs must not find one running.
            board.EndRun(ending.State, ending.Problem, ending.EndedAt);
            _running = _running.Remove(run);
            SignalChange();
        }

        run.Stop.Dispose();
        var counts = board.Summary.Counts;
        logger.RunEnded(board.Id, run.Number, ending.State, counts.Ok, counts.WorthRerun);
    }

    private void SignalChange() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
}
