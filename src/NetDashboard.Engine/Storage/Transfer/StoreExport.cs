using System.Data.Common;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Transfer;

/// <summary>Takes a whole store away as one file, as of one moment, beside whoever writes there.</summary>
public static class StoreExport
{
    /// <summary>Writes an export; see docs/storage.md for what it looks like.</summary>
    /// <param name="place">The store.</param>
    /// <param name="output">Where to; not closed.</param>
    /// <param name="progress">Told now and then; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Gives up; what was written so far is no export.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<TransferSummary> WriteAsync(StorePlace place, Stream output, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var database = place.Open();
        await using (database.ConfigureAwait(false))
        {
            try
            {
                return await WriteAsync(place, database, output, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (DbException e)
            {
                throw new StoreException(database.Describe(e), e);
            }
        }
    }

    private static async Task<TransferSummary> WriteAsync(StorePlace place, StoreDatabase database, Stream output, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var context = await place.OpenReaderAsync(database, cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var transaction = await database.BeginReadAsync(context.Database.GetDbConnection(), cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
                await using (packed.ConfigureAwait(false))
                {
                    using var writer = new ExportWriter(packed);
                    var tables = TransferTable.Of(context.Model);
                    await writer.BeginAsync(tables, cancellationToken).ConfigureAwait(false);
                    foreach (var table in tables)
                    {
                        var before = writer.Rows.Values.Sum();
                        using var command = Select(transaction, table, isFile: place.IsFile);
                        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                        await using (rows.ConfigureAwait(false))
                        {
                            await writer.WriteTableAsync(table, rows, count => progress?.Report(new(table.Name, count, before + count)), cancellationToken).ConfigureAwait(false);
                        }
                    }

                    await writer.EndAsync(cancellationToken).ConfigureAwait(false);
                    return TransferSummary.Of(database.Place, writer.Rows);
                }
            }
        }
    }

    // In the order of the keys, so that two exports of the same are the same; for text as bytes, whatever the database's language is.
    private static DbCommand Select(DbTransaction transaction, TransferTable table, bool isFile)
    {
        var order = table.Key.Select(key => !isFile && table.Columns.Single(column => column.Name == key).Kind is ColumnKind.Text ? $"{key} COLLATE \"C\"" : key);
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0; // Millions of rows take their time.
#pragma warning disable CA2100 // Names come from the model.
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name} ORDER BY {string.Join(", ", order)}";
#pragma warning restore CA2100
        return command;
    }
}
