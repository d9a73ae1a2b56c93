using Microsoft.Data.Sqlite;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Sqlite;
using SQLitePCL;

namespace NetDashboard.Storage.Transfer;

/// <summary>Copies a store that is a file, as of one moment, while it is written.</summary>
public static class StoreBackup
{
    /// <summary>Makes the copy: a file that can take the store's place.</summary>
    /// <param name="place">The store.</param>
    /// <param name="file">An empty file to fill.</param>
    /// <param name="cancellationToken">Gives up; what is in the file then is no copy.</param>
    /// <exception cref="StoreException">There is no such store, it is in PostgreSQL, or it cannot be read.</exception>
    /// <exception cref="TransferException">The copy cannot be written.</exception>
    public static async Task CopyAsync(StorePlace place, string file, CancellationToken cancellationToken = default)
    {
        if (!place.IsFile)
        {
            throw new StoreException("A store in PostgreSQL is backed up by PostgreSQL (pg_dump), or taken away by the command export.");
        }

        var database = new SqliteDatabase(place.Folder);
        await using (database.ConfigureAwait(false))
        {
            // Looked at before, so that what is copied is a store of this version.
            var context = await place.OpenReaderAsync(database, cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                await Task.Run(() => Copy(place.SqlitePath, file, database, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Over a connection that reads only, in one transaction: it holds nobody up and never checkpoints. The copy has no empty pages.
    private static void Copy(string from, string to, SqliteDatabase database, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var interruption = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
            using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", to);
            command.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR)
        {
            throw new TransferException("The copy cannot be written: the disk is full, or broken.");
        }
        catch (SqliteException e)
        {
            throw new StoreException(database.Describe(e), e);
        }
    }
}
