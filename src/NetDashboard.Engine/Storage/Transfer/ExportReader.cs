using System.Collections.Immutable;
using System.Text.Json;

namespace NetDashboard.Storage.Transfer;

/// <summary>Reads the lines of an export, and believes nothing.</summary>
/// <param name="input">Where from, uncompressed; not closed.</param>
internal sealed class ExportReader(Stream input) : IDisposable
{
    private readonly LineReader _lines = new(input);
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, MatchedTable> _tables = ImmutableDictionary<string, MatchedTable>.Empty;
    private MatchedTable? _table;

    public IReadOnlyDictionary<string, long> Rows => _rows;

    public long Line => _lines.Line;

    public void Dispose() => _lines.Dispose();

    /// <summary>Reads the first line.</summary>
    /// <exception cref="TransferException">It is no export, or not of this version.</exception>
    public async Task<ImmutableArray<ExportedTable>> BeginAsync(CancellationToken cancellationToken)
    {
        const string None = "This is no export of NetDashboard.";
        var line = await _lines.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw new TransferException(None);
        using (var header = TryParse(line))
        {
            if (header is not { RootElement: { ValueKind: JsonValueKind.Object } root } || !root.TryGetProperty("export", out var product) || !product.ValueEquals(ExportFormat.Product))
            {
                throw new TransferException(None);
            }

            if (!root.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number != ExportFormat.Version)
            {
                throw new TransferException($"Line 1: this export is of version {version.ToString()}, which this NetDashboard does not know; it reads {ExportFormat.Version}.");
            }
        }

        var tables = Parse<ExportHeader>(line).Tables;
        return tables.IsDefault || tables.Any(table => table is not { Table: not null, Columns.IsDefault: false } || table.Columns.Any(column => column?.Name is null))
            ? throw Wrong("the tables are not named.")
            : tables;
    }

    /// <summary>Says what to make of the tables. Before the first row.</summary>
    public void Expect(IReadOnlyDictionary<string, MatchedTable> tables) => _tables = tables;

    /// <summary>The next row and its table; <see langword="null"/> when the end is reached, and is as it should be.</summary>
    /// <exception cref="TransferException">Something is not as it should be.</exception>
    public async ValueTask<(TransferTable Table, object?[] Row)?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await _lines.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw Wrong("the file ends before its end: it was cut.");
            if (line.Span.StartsWith("["u8))
            {
                if (_table is null)
                {
                    throw Wrong("a row before any table.");
                }

                var row = ParseRow(line.Span, _table.Columns);
                _rows[_table.Own.Name]++;
                return (_table.Own, _table.Arrange(row));
            }

            if (line.Span.StartsWith("{\"rows\""u8))
            {
                await CheckEndAsync(Parse<ExportEnd>(line), cancellationToken).ConfigureAwait(false);
                return null;
            }

            var name = Parse<ExportSection>(line).Table;
            _table = name is not null && _tables.TryGetValue(name, out var table) ? table : throw Wrong("a table that the first line does not name.");
            if (!_rows.TryAdd(_table.Own.Name, 0))
            {
                throw Wrong($"the table {name} comes twice.");
            }
        }
    }

    private TransferException Wrong(string what) => new($"Line {_lines.Line}: {what}");

    private async Task CheckEndAsync(ExportEnd end, CancellationToken cancellationToken)
    {
        if (end.Rows is null || _tables.Count != end.Rows.Count || _tables.Keys.Any(table => end.Rows.GetValueOrDefault(table, -1) != _rows.GetValueOrDefault(table, -1)))
        {
            throw Wrong("there are not as many rows as the end says.");
        }

        if (end.Sha256 != _lines.HashBefore)
        {
            throw Wrong("the checksum is not that of the lines before: something was changed.");
        }

        if (await _lines.ReadAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            throw Wrong("something follows the end.");
        }
    }

    private object?[] ParseRow(ReadOnlySpan<byte> line, ImmutableArray<TransferColumn> columns)
    {
        var row = new object?[columns.Length];
        var json = new Utf8JsonReader(line);
        try
        {
            json.Read();
            for (var i = 0; i < row.Length; i++)
            {
                if (!json.Read() || json.TokenType is JsonTokenType.EndArray)
                {
                    throw Wrong($"{i} values instead of {row.Length}.");
                }

                row[i] = ParseValue(ref json, columns[i]);
            }

            if (!json.Read() || json.TokenType is not JsonTokenType.EndArray || json.Read())
            {
                throw Wrong($"more than {row.Length} values.");
            }

            return row;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Wrong("this is no row.");
        }
    }

    private object? ParseValue(ref Utf8JsonReader json, TransferColumn column)
    {
        if (json.TokenType is JsonTokenType.Null)
        {
            return column.IsNullable ? null : throw Wrong($"{column.Name} is empty.");
        }

        return column.Kind switch
        {
            ColumnKind.Number when json.TokenType is JsonTokenType.Number && json.TryGetInt64(out var number) && (column.Largest is not { } largest || (number >= 0 && number <= largest)) => number,
            ColumnKind.Text when json.TokenType is JsonTokenType.String => json.GetString(),
            ColumnKind.Bytes when json.TokenType is JsonTokenType.String && json.TryGetBytesFromBase64(out var bytes) => bytes,
            ColumnKind.Id when json.TokenType is JsonTokenType.String && json.TryGetGuid(out var id) => id,
            _ => throw Wrong($"what stands in {column.Name} does not belong there."),
        };
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private T Parse<T>(ReadOnlyMemory<byte> line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line.Span, ExportFormat.Json) ?? throw Wrong("this is no line of an export.");
        }
        catch (JsonException)
        {
            throw Wrong("this is no line of an export.");
        }
    }
}
