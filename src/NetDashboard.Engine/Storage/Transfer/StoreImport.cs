using System.Collections.Immutable;
using System.Data.Common;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Inventory.Vault;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Transfer;

/// <summary>Brings an export into an empty store: all of it or nothing, whatever happens meanwhile.</summary>
public static class StoreImport
{
    private const int MaxBatch = 1000;

    // Layouts are long, and there is no reason to hold a thousand of them.
    private const int MaxBatchLength = 4 * 1024 * 1024;

    /// <summary>Reads an export into a store.</summary>
    /// <param name="place">The store; made when there is none.</param>
    /// <param name="input">The export; not closed.</param>
    /// <param name="progress">Told now and then; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Gives up; the store stays empty.</param>
    /// <exception cref="StoreException">The store is not empty, in use, of a newer version, or cannot be written.</exception>
    /// <exception cref="TransferException">The file is no whole export.</exception>
    public static async Task<TransferSummary> ReadAsync(StorePlace place, Stream input, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var unpacked = new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);
        await using (unpacked.ConfigureAwait(false))
        {
            using var reader = new ExportReader(unpacked);
            var tables = await reader.BeginAsync(cancellationToken).ConfigureAwait(false);
            var database = place.Open();
            await using (database.ConfigureAwait(false))
            {
                try
                {
                    return await ReadAsync(database, reader, tables, progress, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (e is DbException or VaultException)
                {
                    throw new StoreException(database.Describe(e), e);
                }
            }
        }
    }

    private static async Task<TransferSummary> ReadAsync(
        StoreDatabase database, ExportReader reader, ImmutableArray<ExportedTable> exported, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var connection = await database.OpenWriterAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await new StoreOpening(database, TimeProvider.System, NullLogger<ScanStore>.Instance).RunAsync(connection, cancellationToken).ConfigureAwait(false);
            var context = database.CreateContext(connection);
            await using (context.ConfigureAwait(false))
            {
                var known = TransferTable.Of(context.Model);
                reader.Expect(MatchedTable.All(exported, known));
                await RequireEmptyAsync(context, known, database.Place, cancellationToken).ConfigureAwait(false);
            }

            var transaction = await database.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await new Intake(database, transaction, reader, progress).RunAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return TransferSummary.Of(database.Place, reader.Rows);
        }
    }

    private static async Task RequireEmptyAsync(StoreContext context, ImmutableArray<TransferTable> tables, string place, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in tables)
        {
            using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Names come from the model.
            command.CommandText = $"SELECT 1 FROM {table.Name} LIMIT 1";
#pragma warning restore CA2100
            if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null)
            {
                throw new StoreException($"{place} is not empty. Import into an empty one: another data folder (--data), or another database.");
            }
        }
    }

    // Puts rows in, many at a time.
    private sealed class Intake(StoreDatabase database, DbTransaction transaction, ExportReader reader, IProgress<TransferProgress>? progress)
    {
        private readonly List<object?[]> _batch = new(MaxBatch);
        private TransferTable? _table;
        private long _firstLine;
        private long _length;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is var (table, row))
            {
                if (_batch.Count >= MaxBatch || _length >= MaxBatchLength || _table != table)
                {
                    await WriteAsync(cancellationToken).ConfigureAwait(false);
                    (_table, _firstLine) = (table, reader.Line);
                }

                _batch.Add(row);
                _length += row.Sum(LengthOf);
            }

            await WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        private static long LengthOf(object? value) => value switch
        {
            string text => text.Length,
            byte[] bytes => bytes.Length,
            _ => sizeof(long),
        };

        private async Task WriteAsync(CancellationToken cancellationToken)
        {
            if (_batch.Count == 0)
            {
                return;
            }

            try
            {
                await database.InsertAsync(transaction, _table!.ForWriting(), _batch, cancellationToken).ConfigureAwait(false);
            }
            catch (DbException e) when (database.IsAboutRow(e))
            {
                throw new TransferException($"Lines {_firstLine} to {_firstLine + _batch.Count - 1}: a row of {_table!.Name} comes twice, or refers to something that is not there.");
            }

            progress?.Report(new(_table.Name, reader.Rows[_table.Name], reader.Rows.Values.Sum()));
            _batch.Clear();
            _length = 0;
        }
    }
}
