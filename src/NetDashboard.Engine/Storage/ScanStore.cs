using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Storage;

/// <summary>
/// Keeps scans: every result waits in a bounded queue, is written in a batch with others, and only then goes on to the board. When writing fails
/// it is tried again until it succeeds, and the queue holds up the scans meanwhile: nothing is dropped, nothing is written twice.
/// </summary>
public sealed class ScanStore : IScanJournal, IAsyncDisposable
{
    private const int Capacity = 4096;
    private const int MaxBatch = 2048;

    // A commit costs a disk's flush, so those that come close together share one. Below what an eye or a refresh of the page would notice.
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_checkInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_openPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(10);

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<ScanStore> _logger;
    private readonly CancellationTokenSource _givingUp = new();
    private readonly Channel<StoreEntry> _queue = Channel.CreateBounded<StoreEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly StoreErrands _errands;
    private readonly Lock _gate = new();
    private Task? _opening;
    private Task _writing = Task.CompletedTask;
    private JournalStatus _trouble = JournalStatus.Idle;
    private int _inBatch;
    private bool _isDisposed;

    internal ScanStore(StoreDatabase database, TimeProvider time, ILogger<ScanStore> logger)
    {
        _database = database;
        _writer = new StoreWriter(database);
        _errands = new StoreErrands(time);
        _time = time;
        _logger = logger;
    }

    /// <summary>Where the scans are kept, for people; without secrets.</summary>
    public string Place => _database.Place;

    /// <summary>Where everything is, for those who read.</summary>
    internal StoreDatabase Database => _database;

    /// <summary>Small changes besides results.</summary>
    internal StoreErrands Errands => _errands;

    /// <summary>Which host keys are trusted.</summary>
    public IHostKeyMemory TrustedHostKeys => HostKeys;

    /// <inheritdoc cref="TrustedHostKeys"/>
    internal HostKeyMemory HostKeys { get; } = new();

    /// <inheritdoc/>
    public JournalStatus Status => Volatile.Read(ref _trouble) with { Waiting = _queue.Reader.Count + Volatile.Read(ref _inBatch) };

    /// <summary>A store that is not open yet.</summary>
    /// <param name="folder">The data folder; a file in it is the store when there is no connection string.</param>
    /// <param name="connectionString">A PostgreSQL database, as Npgsql takes it; empty for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives troubles and their end.</param>
    /// <exception cref="StoreException">That is no connection string.</exception>
    public static ScanStore Create(string folder, string? connectionString, TimeProvider time, ILogger<ScanStore> logger) =>
        new(string.IsNullOrWhiteSpace(connectionString) ? new SqliteDatabase(folder) : new PostgresDatabase(connectionString), time, logger);

    /// <summary>
    /// Brings the tables up to date, marks scans that a dead process left under way as interrupted, and begins to write. Before anything else; when it was
    /// called before, this is the same opening.
    /// </summary>
    /// <exception cref="StoreException">It cannot be used: written by a newer version, in use by another process, or not to be reached for 20 s.</exception>
    public Task OpenAsync()
    {
        lock (_gate)
        {
            return _opening ??= Task.Run(() => OpenAsync(_givingUp.Token));
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        for (var pause = s_firstPause; ; pause = Longer(pause))
        {
            try
            {
                var connection = await _writer.ConnectAsync(cancellationToken).ConfigureAwait(false);
                await new StoreOpening(_database, _time, _logger).RunAsync(connection, cancellationToken).ConfigureAwait(false);
                var context = _database.CreateReader();
                await using (context.ConfigureAwait(false))
                {
                    await HostKeys.LearnAsync(context, cancellationToken).ConfigureAwait(false);
                }

                break;
            }
            catch (Exception e) when (_database.IsPassing(e) && _time.GetElapsedTime(since) < s_openPatience)
            {
                _logger.StoreNotYetOpen(_database.Describe(e));
                await _writer.DropAsync().ConfigureAwait(false);
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not (StoreException or OperationCanceledException))
            {
                throw new StoreException(_database.Describe(e), e);
            }
        }

        _logger.StoreOpened(Place);
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
    }

    /// <summary>Hands the last scans to those in memory, newest first. What cannot be read is logged and stays where it is.</summary>
    public async Task RestoreAsync(ScanService scans, CancellationToken cancellationToken = default)
    {
        try
        {
            var context = _database.CreateReader();
            await using (context.ConfigureAwait(false))
            {
                await foreach (var board in new KeptScans(context, _time).ReadLastAsync(ScanService.MaxKept, cancellationToken).ConfigureAwait(false))
                {
                    scans.Restore(board);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Old scans that cannot be shown must not keep anybody from making new ones.
            _logger.LoadingBroken(e);
        }
    }

    /// <summary>Reads on the pool, on a connection of its own.</summary>
    /// <exception cref="StoreException">The store cannot be read now; the message says why.</exception>
    internal Task<T> ReadAsync<T>(Func<StoreContext, Task<T>> read, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            try
            {
                var context = _database.CreateReader();
                await using (context.ConfigureAwait(false))
                {
                    return await read(context).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is DbException or InvalidOperationException { InnerException: DbException })
            {
                throw new StoreException(_database.Describe(e), e);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IRunJournal> BeginAsync(RunBeginning beginning, Action<ProbeResult, DateTimeOffset> kept, CancellationToken cancellationToken)
    {
        await _queue.Writer.WriteAsync(new BeginEntry(beginning), cancellationToken).ConfigureAwait(false);
        return new StoreRun(this, beginning, kept);
    }

    /// <summary>Hands over a change, in its turn; waits only for room.</summary>
    internal ValueTask WriteAsync(StoreChange change, CancellationToken cancellationToken) => _queue.Writer.WriteAsync(change, cancellationToken);

    /// <summary>Hands over a change that nobody needs, if there is room.</summary>
    internal void TryWrite(StoreChange change) => _queue.Writer.TryWrite(change);

    /// <summary>Writes what waits, for up to 10 s, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _queue.Writer.TryComplete();
        _givingUp.CancelAfter(s_endLimit);
        await _writing.ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
        _givingUp.Dispose();
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < s_longestPause ? pause * 2 : s_longestPause;

    private async Task WriteAllAsync()
    {
        var batch = new List<StoreEntry>(MaxBatch);
        var last = _time.GetTimestamp();
        try
        {
            while (await WaitForMoreAsync().ConfigureAwait(false))
            {
                if (s_pace - _time.GetElapsedTime(last) is var left && left > TimeSpan.Zero && _queue.Reader.Count < MaxBatch)
                {
                    await Task.Delay(left, _time, _givingUp.Token).ConfigureAwait(false);
                }

                while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var entry))
                {
                    batch.Add(entry);
                }

                Volatile.Write(ref _inBatch, batch.Count);
                await TryUntilDoneAsync(() => _writer.WriteAsync(batch, _givingUp.Token)).ConfigureAwait(false);
                last = _time.GetTimestamp();
                batch.ForEach(Settle);
                batch.Clear();
                Volatile.Write(ref _inBatch, 0);
                if (_errands.IsOverdue)
                {
                    await _errands.DoAsync(_writer, _givingUp.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception) when (_givingUp.IsCancellationRequested)
        {
            // Whatever the last try said: the time is up, and the process must end.
            _logger.StoreGaveUp(Status.Waiting, Status.Reason);
        }
        finally
        {
            _errands.Close();
        }
    }

    private void Settle(StoreEntry entry)
    {
        if (entry is ResultEntry result)
        {
            HostKeys.Note(result.Result, result.At);
        }

        entry.Kept();
    }

    // While nothing comes, does what else is to be written, and asks now and then whether it could, so that trouble is known before a scan meets it.
    private async Task<bool> WaitForMoreAsync()
    {
        var more = _queue.Reader.WaitToReadAsync(_givingUp.Token).AsTask();
        while (!more.IsCompleted)
        {
            using var quiet = new CancellationTokenSource();
            var errand = _errands.WhenOneWaitsAsync(quiet.Token);
            var first = await Task.WhenAny(more, errand, Task.Delay(s_checkInterval, _time, quiet.Token)).ConfigureAwait(false);
            await quiet.CancelAsync().ConfigureAwait(false);
            if (first == errand)
            {
                await _errands.DoAsync(_writer, _givingUp.Token).ConfigureAwait(false);
            }
            else if (first != more)
            {
                await TryUntilDoneAsync(() => _writer.CheckAsync(_givingUp.Token)).ConfigureAwait(false);
            }
        }

        return await more.ConfigureAwait(false);
    }

    private async Task TryUntilDoneAsync(Func<Task> work)
    {
        for (var pause = s_firstPause; ; pause = Longer(pause))
        {
            try
            {
                await work().ConfigureAwait(false);
                NoteSuccess();
                return;
            }
            catch (Exception e) when (!_givingUp.IsCancellationRequested)
            {
                // Whatever it is: to give up would be to lose results. The reason is shown until it is gone.
                NoteTrouble(e);
                await _writer.DropAsync().ConfigureAwait(false);
                await Task.Delay(pause, _time, _givingUp.Token).ConfigureAwait(false);
            }
        }
    }

    private void NoteTrouble(Exception exception)
    {
        var reason = _database.Describe(exception);
        if (_trouble.Reason != reason)
        {
            _logger.StoreBehind(exception, reason);
        }

        Volatile.Write(ref _trouble, new JournalStatus(_trouble.BehindSince ?? _time.GetUtcNow(), reason, Waiting: 0));
    }

    private void NoteSuccess()
    {
        if (_trouble.BehindSince is { } since)
        {
            var seconds = (_time.GetUtcNow() - since).TotalSeconds;
            _logger.StoreCaughtUp(seconds);
            Volatile.Write(ref _trouble, JournalStatus.Idle);
        }
    }

    private sealed class StoreRun(ScanStore store, RunBeginning beginning, Action<ProbeResult, DateTimeOffset> kept) : IRunJournal
    {
        public ValueTask AddAsync(ProbeResult result, CancellationToken cancellationToken) =>
            store._queue.Writer.WriteAsync(new ResultEntry(beginning, result, store._time.GetUtcNow(), kept), cancellationToken);

        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            var flush = new FlushEntry();
            await store._queue.Writer.WriteAsync(flush, cancellationToken).ConfigureAwait(false);
            await flush.WhenKept.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        public async Task EndAsync(RunEnding ending, CancellationToken cancellationToken)
        {
            var end = new EndEntry(beginning, ending);
            await store._queue.Writer.WriteAsync(end, cancellationToken).ConfigureAwait(false);
            await end.WhenKept.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
