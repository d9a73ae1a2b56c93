using System.Buffers;
using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetDashboard.Storage.Transfer;

/// <summary>Writes the lines of an export. Holds no more than a few rows.</summary>
/// <param name="output">Where to; not closed.</param>
internal sealed class ExportWriter(Stream output) : IDisposable
{
    private const int ChunkLength = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _chunk = new(2 * ChunkLength);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Rows => _rows;

    public void Dispose() => _hash.Dispose();

    public Task BeginAsync(ImmutableArray<TransferTable> tables, CancellationToken cancellationToken)
    {
        var header = new ExportHeader(
            ExportFormat.Product,
            ExportFormat.Version,
            [.. tables.Select(table => new ExportedTable(table.Name, [.. table.Columns.Select(column => new ExportedColumn(column.Name, column.Kind))]))]);
        return WriteAsync(header, cancellationToken);
    }

    public async Task WriteTableAsync(TransferTable table, DbDataReader rows, Action<long> progress, CancellationToken cancellationToken)
    {
        await WriteAsync(new ExportSection(table.Name), cancellationToken).ConfigureAwait(false);
        var count = 0L;
        using var json = new Utf8JsonWriter(_chunk, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            json.WriteStartArray();
            for (var i = 0; i < table.Columns.Length; i++)
            {
                Write(json, rows, i, table.Columns[i].Kind);
            }

            json.WriteEndArray();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            json.Reset();
            _chunk.Write("\n"u8);
            count++;
            if (_chunk.WrittenCount >= ChunkLength)
            {
                await SendAsync(cancellationToken).ConfigureAwait(false);
                progress(count);
            }
        }

        _rows[table.Name] = count;
        progress(count);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        await WriteAsync(new ExportEnd(_rows.ToImmutableSortedDictionary(StringComparer.Ordinal), Convert.ToHexStringLower(_hash.GetCurrentHash())), cancellationToken).ConfigureAwait(false);
        await SendAsync(cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, DbDataReader rows, int column, ColumnKind kind)
    {
        if (rows.IsDBNull(column))
        {
            json.WriteNullValue();
            return;
        }

        switch (kind)
        {
            case ColumnKind.Number:
                json.WriteNumberValue(rows.GetInt64(column));
                break;
            case ColumnKind.Bytes:
                json.WriteBase64StringValue(rows.GetFieldValue<byte[]>(column));
                break;
            case ColumnKind.Id:
                json.WriteStringValue(rows.GetGuid(column));
                break;
            default:
                json.WriteStringValue(rows.GetString(column));
                break;
        }
    }

    private async Task WriteAsync<T>(T line, CancellationToken cancellationToken)
    {
        _chunk.Write(JsonSerializer.SerializeToUtf8Bytes(line, ExportFormat.Json));
        _chunk.Write("\n"u8);
        if (_chunk.WrittenCount >= ChunkLength)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        _hash.AppendData(_chunk.WrittenSpan);
        await output.WriteAsync(_chunk.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _chunk.ResetWrittenCount();
    }
}
