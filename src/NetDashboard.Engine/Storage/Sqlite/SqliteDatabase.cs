using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Inventory.Vault;
using NetDashboard.Storage.Model;
using SQLitePCL;

namespace NetDashboard.Storage.Sqlite;

/// <summary>A file in the data folder. All writing and checkpointing is done by one connection: the bundled SQLite has a defect (WAL reset) that shows when two do so at once.</summary>
/// <param name="folder">The data folder; made when it is not there.</param>
internal sealed class SqliteDatabase(string folder) : StoreDatabase
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "netdashboard.db";

    // The store has patience of its own, and wants to say soon that it waits.
    private const int BusySeconds = 1;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private FileStream? _lock;

    public override string Place => Path.Join(folder, FileName);

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        Prepare();
        var connection = new SqliteConnection(Connect(SqliteOpenMode.ReadWriteCreate));
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;";
            if (command.ExecuteScalar() is not "wal")
            {
                throw new StoreException($"The file {Place} cannot be written ahead (WAL). Set Data:Directory to a folder on a local disk.");
            }

            // FULL: a transaction that is committed is on the disk, also when the power fails. The log is cut to 64 MiB after a checkpoint.
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override StoreContext CreateContext(DbConnection writer) => new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(writer).Options);

    // Read-only, so that it never checkpoints.
    public override StoreContext CreateReader() =>
        new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(Connect(SqliteOpenMode.ReadOnly)).Options);

    public override ValueTask<DbTransaction> BeginAsync(DbConnection writer, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)writer).BeginTransaction(deferred: false));

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection reader, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)reader).BeginTransaction(deferred: true));

    public override Task InsertAsync<TRow>(DbTransaction transaction, StoreTable<TRow> table, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        using var command = ((SqliteTransaction)transaction).Connection!.CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        var places = string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"));
#pragma warning disable CA2100 // Names come from the model, values are parameters.
        command.CommandText = $"INSERT INTO {table.Name} ({table.ColumnNames}) VALUES ({places}){table.ConflictClause}";
#pragma warning restore CA2100
        foreach (var (i, column) in table.Columns.Index())
        {
            command.Parameters.Add($"$p{i}", column.Number is not null ? SqliteType.Integer : column.Bytes is not null ? SqliteType.Blob : SqliteType.Text);
        }

        command.Prepare();
        foreach (var row in rows)
        {
            foreach (var (i, column) in table.Columns.Index())
            {
                command.Parameters[i].Value = column.ValueOf(row) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public override async Task CheckAsync(DbConnection writer, CancellationToken cancellationToken)
    {
        var transaction = await BeginAsync(writer, cancellationToken).ConfigureAwait(false);
        await transaction.DisposeAsync().ConfigureAwait(false);
    }

    // NORMAL flushes the log before it is brought into the file, not at every commit. The commit that finds so many pages in the log brings them there;
    // 1000 is what SQLite has of itself, 0 is never.
    public override Task MakeShortAsync(DbConnection writer, bool isShort, CancellationToken cancellationToken)
    {
        using var command = writer.CreateCommand();
        command.CommandText = isShort ? "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;" : "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;";
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public override Task CatchUpAsync(DbConnection writer, CancellationToken cancellationToken)
    {
        using var command = writer.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public override async Task<StoreSize> MeasureAsync(StoreContext reader, CancellationToken cancellationToken)
    {
        var pages = await AskAsync("page_count").ConfigureAwait(false);
        var free = await AskAsync("freelist_count").ConfigureAwait(false);
        var size = await AskAsync("page_size").ConfigureAwait(false);
        return new StoreSize(pages * size, (pages - free) * size);

#pragma warning disable EF1002 // The names are written above.
        Task<long> AskAsync(string pragma) => reader.Database.SqlQueryRaw<long>($"SELECT {pragma} AS \"Value\" FROM pragma_{pragma}").SingleAsync(cancellationToken);
#pragma warning restore EF1002
    }

    public override bool IsPassing(Exception exception) =>
        CauseOf(exception) is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR };

    public override bool IsAboutRow(Exception exception) => CauseOf(exception) is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH };

    public override string Describe(Exception exception) => (CauseOf(exception) as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => $"The disk that holds {Place} is full. Make room on it.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another program has locked {Place}. End it, or wait for it.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"The file {Place} may not be written. Check its owner and rights.",
        raw.SQLITE_CANTOPEN => $"The file {Place} cannot be opened. Check the folder, and the disk for room.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"The file {Place} is damaged. Put back a copy of it.",
        { } code => $"The file {Place} cannot be written (SQLite error {code}).",
        null => exception is StoreException or VaultException ? exception.Message : $"The file {Place} cannot be written ({exception.GetType().Name}).",
    };

    // EF Core's lock is a row, which outlives a process that was killed. This process holds the folder's lock, so nobody else migrates.
    public override Task ClearMigrationLockAsync(StoreContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);

    public override ValueTask DisposeAsync()
    {
        _lock?.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Connect(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Place,
        Mode = mode,
        Pooling = false,
        DefaultTimeout = BusySeconds,
        ForeignKeys = true,
    }.ToString();

    private void Prepare()
    {
        DataFolder.Prepare(folder);
        try
        {
            // Held as long as this lives; given back by the system when the process is killed.
            _lock ??= Open("store.lock", FileShare.None);

            // Made here, so that it belongs to its owner only; SQLite gives the files beside it the same rights. One that is there is not touched: closing
            // it would give back the locks that connections of this process hold on it.
            if (!File.Exists(Place))
            {
                Open(FileName, FileShare.ReadWrite).Dispose();
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The folder {folder} cannot be written: {e.Message} Set Data:Directory to a folder that belongs to this account.", e);
        }
        catch (IOException e)
        {
            throw new StoreException(
                _lock is null
                    ? $"Another NetDashboard keeps its data in {folder} ({e.Message}). End it, or give this one a folder of its own with Data:Directory."
                    : $"The file {Place} cannot be opened: {e.Message}",
                e);
        }
    }

    private FileStream Open(string name, FileShare share) => new(Path.Join(folder, name), new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = share,
        BufferSize = 0,
        UnixCreateMode = OwnerOnly,
    });
}
