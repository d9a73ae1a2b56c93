using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Storage.Transfer;

/// <summary>Which store is meant, as the settings say.</summary>
/// <param name="Folder">The data folder; a file in it is the store when there is no connection string.</param>
/// <param name="ConnectionString">A PostgreSQL database, as Npgsql takes it; empty for none.</param>
public sealed record StorePlace(string Folder, string? ConnectionString)
{
    /// <summary>Whether it is a file in the data folder.</summary>
    public bool IsFile => string.IsNullOrWhiteSpace(ConnectionString);

    /// <summary>Without the connection string, which may hold a password.</summary>
    public override string ToString() => IsFile ? SqlitePath : "PostgreSQL";

    internal string SqlitePath => Path.Join(Folder, SqliteDatabase.FileName);

    /// <exception cref="StoreException">That is no connection string.</exception>
    internal StoreDatabase Open() => IsFile ? new SqliteDatabase(Folder) : new PostgresDatabase(ConnectionString!);

    /// <summary>Opens it for reading, beside whoever writes there.</summary>
    /// <exception cref="StoreException">There is no store, or it is of another version.</exception>
    internal async Task<StoreContext> OpenReaderAsync(StoreDatabase database, CancellationToken cancellationToken)
    {
        if (IsFile && !File.Exists(SqlitePath))
        {
            throw new StoreException($"There is no store {SqlitePath}. Name the data folder with --data, or set Storage__ConnectionString for PostgreSQL.");
        }

        var context = database.CreateReader();
        try
        {
            await StoreVersions.RequireThisAsync(context, database.Place, cancellationToken).ConfigureAwait(false);
            return context;
        }
        catch
        {
            await context.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
