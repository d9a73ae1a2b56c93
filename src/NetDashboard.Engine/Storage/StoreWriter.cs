using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>
/// The one that writes: batches in transactions, over the one writing connection. Writing a batch again that may or may not have been committed
/// changes nothing. After an error, <see cref="DropAsync"/>, and the next batch begins with a new connection. One call at a time.
/// </summary>
/// <param name="database">Where to.</param>
internal sealed class StoreWriter(StoreDatabase database) : IAsyncDisposable
{
    // A short commit leaves up to some hundred pages behind; the fewer it are, the sooner a result that comes meanwhile is written.
    private const int MaxPutOff = 2;

    private readonly Dictionary<Guid, long> _scans = [];
    private readonly EndpointLedger _endpoints = new(database);
    private DbConnection? _connection;
    private bool _isKnown;
    private long _lastScan;
    private int _putOff;

    /// <summary>The writing connection, opened if it is not.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        _connection ??= await database.OpenWriterAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Writes entries in their order, all or none.</summary>
    public async Task WriteAsync(IReadOnlyList<StoreEntry> entries, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var transaction = await database.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var results = new List<StoredResult>(entries.Count);
            StoreContext? context = null;
            try
            {
                foreach (var entry in entries)
                {
                    if (entry is ResultEntry result)
                    {
                        results.Add(ResultCodec.Pack(result.Result, result.At, _scans[result.Run.Board.Id], _endpoints.Note(result.Result, result.At), result.Run.Run));
                    }
                    else if (entry is BeginEntry or EndEntry or StoreChange)
                    {
                        context ??= await JoinAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
                        await (entry switch
                        {
                            BeginEntry begin => BeginAsync(context, transaction, begin, cancellationToken),
                            EndEntry end => EndAsync(context, end, cancellationToken),
                            _ => ((StoreChange)entry).WriteAsync(context, cancellationToken),
                        }).ConfigureAwait(false);
                    }
                }

                if (results.Count > 0)
                {
                    await database.InsertAsync(transaction, StoreTables.Results, results, cancellationToken).ConfigureAwait(false);
                    await _endpoints.WriteAsync(transaction, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                if (context is not null)
                {
                    await context.DisposeAsync().ConfigureAwait(false);
                }
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            _endpoints.Settle();
        }
    }

    /// <summary>Makes another change, in a transaction of its own, which may be lost with the power: for what is then done again by itself.</summary>
    /// <returns>What the change returns, once it is committed.</returns>
    public async Task<T> ChangeAsync<T>(Func<StoreContext, CancellationToken, Task<T>> change, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await database.MakeShortAsync(connection, isShort: true, cancellationToken).ConfigureAwait(false);
        var transaction = await database.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var context = await JoinAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                var result = await change(context, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                await database.MakeShortAsync(connection, isShort: false, cancellationToken).ConfigureAwait(false);
                _putOff++;
                return result;
            }
        }
    }

    /// <summary>Does what changes put off, when it is due.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_putOff >= MaxPutOff)
        {
            _putOff = 0;
            await database.CatchUpAsync(await ConnectAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks whether writing is possible.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken) =>
        await database.CheckAsync(await ConnectAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Forgets the connection and everything learned over it: what was not committed is not there.</summary>
    public async Task DropAsync()
    {
        var connection = _connection;
        _connection = null;
        _isKnown = false;
        _endpoints.Forget();
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync() => await DropAsync().ConfigureAwait(false);

    private async Task<StoreContext> JoinAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var context = database.CreateContext(connection);
        await context.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
        return context;
    }

    private async Task BeginAsync(StoreContext context, DbTransaction transaction, BeginEntry entry, CancellationToken cancellationToken)
    {
        await LearnAsync(context, cancellationToken).ConfigureAwait(false);
        await _endpoints.NameAsync(transaction, entry.Run.Board.Layout.Endpoints.Select(place => place.Key), cancellationToken).ConfigureAwait(false);
        var (board, number, startedAt, endpoints) = entry.Run;
        var scan = await context.Scans.FirstOrDefaultAsync(s => s.Id == board.Id, cancellationToken).ConfigureAwait(false);
        if (scan is null)
        {
            scan = NewScan(entry.Run, await NameLayoutAsync(context, entry, cancellationToken).ConfigureAwait(false));
            context.Add(scan);
        }

        _scans[board.Id] = scan.Number;
        if (!await context.Runs.AnyAsync(run => run.Scan == scan.Number && run.Number == number, cancellationToken).ConfigureAwait(false))
        {
            (scan.Run, scan.State, scan.Problem) = (number, nameof(ScanState.Running), null);
            (scan.StartedAt, scan.EndedAt) = (startedAt, null);
            context.Add(new StoredRun
            {
                Scan = scan.Number,
                Number = number,
                State = nameof(ScanState.Running),
                StartedAt = startedAt,
                StartedBy = NameOf(entry.Run),
                Total = endpoints.Length,
                Planned = EndpointBits.Pack(board.Layout.Endpoints.Length, endpoints),
            });
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string? NameOf(RunBeginning run) => run.StartedBy is { } name ? StorableText.Of(name) : null;

    private StoredScan NewScan(RunBeginning run, string layout) => new()
    {
        Number = ++_lastScan,
        Id = run.Board.Id,
        Title = StorableText.Of(run.Board.Title),
        Inventories = StorableText.Of(string.Join('\n', run.Board.Inventories)),
        Layout = layout,
        Devices = run.Board.Layout.Devices.Length,
        Endpoints = run.Board.Layout.Endpoints.Length,
        CreatedAt = run.Board.CreatedAt,
        StartedBy = NameOf(run),
        Run = run.Run,
        State = nameof(ScanState.Running),
        StartedAt = run.StartedAt,
    };

    private static async Task<string> NameLayoutAsync(StoreContext context, BeginEntry entry, CancellationToken cancellationToken)
    {
        var layout = LayoutCodec.Pack(entry.Devices);
        if (!await context.Layouts.AnyAsync(known => known.Hash == layout.Hash, cancellationToken).ConfigureAwait(false))
        {
            context.Add(layout);
        }

        return layout.Hash;
    }

    private static async Task EndAsync(StoreContext context, EndEntry entry, CancellationToken cancellationToken)
    {
        var id = entry.Run.Board.Id;
        var scan = await context.Scans.FirstAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false);
        var run = await context.Runs.FirstAsync(r => r.Scan == scan.Number && r.Number == entry.Run.Run, cancellationToken).ConfigureAwait(false);
        StoreEnding.Note(scan, run, entry.Ending);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    // Whoever is the only one that writes may give the numbers, and knows them before a row is written.
    private async Task LearnAsync(StoreContext context, CancellationToken cancellationToken)
    {
        if (_isKnown)
        {
            return;
        }

        _lastScan = await context.Scans.MaxAsync(scan => (long?)scan.Number, cancellationToken).ConfigureAwait(false) ?? 0;
        await _endpoints.LearnAsync(context, cancellationToken).ConfigureAwait(false);
        _isKnown = true;
    }
}
