using System.Data.Common;

namespace NetDashboard.Storage.Model;

/// <summary>What differs between the databases. One connection writes; readers have others.</summary>
internal abstract class StoreDatabase : IAsyncDisposable
{
    /// <summary>Where it is, for people; without secrets.</summary>
    public abstract string Place { get; }

    /// <summary>Makes sure that no other process writes here, and opens the one connection that writes.</summary>
    /// <exception cref="StoreException">Another NetDashboard writes here.</exception>
    public abstract Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>A context on the writing connection.</summary>
    public abstract StoreContext CreateContext(DbConnection writer);

    /// <summary>A context on a connection of its own, for reading.</summary>
    public abstract StoreContext CreateReader();

    /// <summary>Begins a transaction that writes.</summary>
    public abstract ValueTask<DbTransaction> BeginAsync(DbConnection writer, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that reads, and sees everything as of one moment.</summary>
    public abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection reader, CancellationToken cancellationToken);

    /// <summary>Puts in rows, no two of the same key; <see cref="StoreTable{TRow}.OnConflict"/> says what becomes of those that are there already.</summary>
    public abstract Task InsertAsync<TRow>(DbTransaction transaction, StoreTable<TRow> table, IReadOnlyList<TRow> rows, CancellationToken cancellationToken);

    /// <summary>Asks whether writing is possible, without writing.</summary>
    public abstract Task CheckAsync(DbConnection writer, CancellationToken cancellationToken);

    /// <summary>
    /// Whether commits are short rather than safe: one may be lost with the power (never with the process, and never one that was made before it), and
    /// they put off what they can, for <see cref="CatchUpAsync"/>. For what is done again by itself where it was lost. A new connection is safe.
    /// </summary>
    public abstract Task MakeShortAsync(DbConnection writer, bool isShort, CancellationToken cancellationToken);

    /// <summary>Does what short commits put off, without a lock that keeps others from writing.</summary>
    public abstract Task CatchUpAsync(DbConnection writer, CancellationToken cancellationToken);

    /// <summary>How large it is.</summary>
    /// <param name="reader">From <see cref="CreateReader"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<StoreSize> MeasureAsync(StoreContext reader, CancellationToken cancellationToken);

    /// <summary>Whether an error may pass by itself.</summary>
    public abstract bool IsPassing(Exception exception);

    /// <summary>Whether an error says that a row does not belong there: its key is taken, or what it refers to is not there.</summary>
    public abstract bool IsAboutRow(Exception exception);

    /// <summary>What an error means and what to do, for people; without secrets.</summary>
    public abstract string Describe(Exception exception);

    /// <summary>The database's own error where another is wrapped around it, as EF Core does.</summary>
    protected static Exception CauseOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException)
            {
                return cause;
            }
        }

        return exception;
    }

    /// <summary>Clears what a killed process may have left in the way of migrations.</summary>
    public virtual Task ClearMigrationLockAsync(StoreContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}

/// <summary>How large a store is.</summary>
/// <param name="Bytes">What it takes, room that is free to be used again included.</param>
/// <param name="UsedBytes">What is in use of that; <see langword="null"/> where the database does not tell.</param>
internal sealed record StoreSize(long Bytes, long? UsedBytes);
