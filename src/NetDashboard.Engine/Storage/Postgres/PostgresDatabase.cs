using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;
using Npgsql;
using NpgsqlTypes;

namespace NetDashboard.Storage.Postgres;

/// <summary>A PostgreSQL database of our own.</summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;
    private const int KeepAliveSeconds = 10;

    // Names our lock in the database; any number that nobody else uses.
    private const long LockNumber = 0x4E_65_74_44_61_73_68;

    private static readonly TimeSpan s_lockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lockStep = TimeSpan.FromMilliseconds(50);

    private readonly string _writing;
    private readonly string _reading;

    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <exception cref="StoreException">It is no such string.</exception>
    public PostgresDatabase(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "NetDashboard",
                Timeout = ConnectSeconds,
                CommandTimeout = CommandSeconds,
                KeepAlive = KeepAliveSeconds,
            };

            // Our queries take milliseconds; compiling one (PostgreSQL manual, section 32.2) takes hundreds when its cost is thought to be high.
            settings.Options = $"{settings.Options} -c jit=off".TrimStart();
            Place = $"PostgreSQL database '{settings.Database}' on {settings.Host}";
            _reading = settings.ToString();
            settings.Pooling = false;
            _writing = settings.ToString();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Without the inner exception: it may hold a part of the string, and with it the password.
            throw new StoreException("Storage:ConnectionString is no connection string of PostgreSQL, for example: Host=db.example;Database=netdashboard;Username=netdashboard;Password=...");
        }
    }

    public override string Place { get; }

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        // A new one is opened at the start, and when the old one broke: then those of the readers are broken, too.
        using (var pooled = new NpgsqlConnection(_reading))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        var connection = new NpgsqlConnection(_writing);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);

            // The server must notice soon when we are gone, for the lock is given back only then.
            using var command = new NpgsqlCommand("SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET synchronous_commit = on", connection);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            command.CommandText = "SELECT pg_try_advisory_lock($1)";
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockNumber });
            for (var since = Stopwatch.GetTimestamp(); await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true;)
            {
                // The server may not have noticed yet that the one before is gone.
                if (Stopwatch.GetElapsedTime(since) > s_lockPatience)
                {
                    throw new StoreException($"Another NetDashboard keeps its data in the {Place}. End it, or give this one a database of its own.");
                }

                await Task.Delay(s_lockStep, cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override StoreContext CreateContext(DbConnection writer) => new PostgresContext(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql(writer).Options);

    public override StoreContext CreateReader() => new PostgresContext(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql(_reading).Options);

    public override ValueTask<DbTransaction> BeginAsync(DbConnection writer, CancellationToken cancellationToken) => writer.BeginTransactionAsync(cancellationToken);

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection reader, CancellationToken cancellationToken) =>
        reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    // An array for each column: one statement and one answer, whatever the number of rows.
    public override async Task InsertAsync<TRow>(DbTransaction transaction, StoreTable<TRow> table, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        var places = string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"));
#pragma warning disable CA2100 // Names come from the model, values are parameters.
        using var command = new NpgsqlCommand(
            $"INSERT INTO {table.Name} ({table.ColumnNames}) SELECT * FROM unnest({places}){table.ConflictClause}",
            (NpgsqlConnection?)transaction.Connection,
            (NpgsqlTransaction)transaction);
#pragma warning restore CA2100
        foreach (var column in table.Columns)
        {
            command.Parameters.Add(column switch
            {
                { Number: { } number } => new NpgsqlParameter<long?[]> { TypedValue = [.. rows.Select(number)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                { Bytes: { } bytes } => new NpgsqlParameter<byte[]?[]> { TypedValue = [.. rows.Select(bytes)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                { Id: { } id } => new NpgsqlParameter<Guid?[]> { TypedValue = [.. rows.Select(id)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                _ => new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(column.Text!)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            });
        }

        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task CheckAsync(DbConnection writer, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT 1", (NpgsqlConnection)writer);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task MakeShortAsync(DbConnection writer, bool isShort, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(isShort ? "SET synchronous_commit = off" : "SET synchronous_commit = on", (NpgsqlConnection)writer);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // The server does so by itself.
    public override Task CatchUpAsync(DbConnection writer, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<StoreSize> MeasureAsync(StoreContext reader, CancellationToken cancellationToken) =>
        new(await reader.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancellationToken).ConfigureAwait(false), UsedBytes: null);

    public override bool IsPassing(Exception exception) => CauseOf(exception) is NpgsqlException { IsTransient: true } or TimeoutException or SocketException;

    // Classes 22 (data exception) and 23 (integrity constraint violation).
    public override bool IsAboutRow(Exception exception) =>
        CauseOf(exception) is PostgresException { SqlState: var state } && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override string Describe(Exception exception) => CauseOf(exception) switch
    {
        StoreException e => e.Message,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of the {Place} is full. Make room on it.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => $"The {Place} refuses the login. Check Storage:ConnectionString.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"There is no {Place}. Make it, or correct Storage:ConnectionString.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => $"The {Place} is being stopped or started.",
        PostgresException e => $"The {Place} refuses to write (SQLSTATE {e.SqlState}).",
        NpgsqlException or TimeoutException or SocketException => $"The {Place} does not answer.",
        _ => $"The {Place} cannot be written ({exception.GetType().Name}).",
    };
}
