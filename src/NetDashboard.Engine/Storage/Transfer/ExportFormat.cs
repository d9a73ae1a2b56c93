using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetDashboard.Storage.Transfer;

/// <summary>
/// What an export is: lines of JSON in UTF-8, compressed with gzip. First a <see cref="ExportHeader"/>; then for each table an <see cref="ExportSection"/> and one
/// array for each row, its values in the order of the header's columns; last an <see cref="ExportEnd"/>.
/// </summary>
internal static class ExportFormat
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>What the header says it is.</summary>
    public const string Product = "NetDashboard store";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}

/// <summary>The first line.</summary>
/// <param name="Export"><see cref="ExportFormat.Product"/>.</param>
/// <param name="Version"><see cref="ExportFormat.Version"/>.</param>
/// <param name="Tables">The tables that follow, in this order.</param>
internal sealed record ExportHeader(string Export, int Version, ImmutableArray<ExportedTable> Tables);

/// <summary>A table in the header.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">Its columns, and what stands in them.</param>
internal sealed record ExportedTable(string Table, ImmutableArray<ExportedColumn> Columns);

/// <summary>A column in the header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What stands in it.</param>
internal sealed record ExportedColumn(string Name, ColumnKind Kind);

/// <summary>The line before the rows of a table.</summary>
/// <param name="Table">Its name.</param>
internal sealed record ExportSection(string Table);

/// <summary>The last line.</summary>
/// <param name="Rows">How many rows each table has.</param>
/// <param name="Sha256">Of all bytes before this line, uncompressed, in lower-case hexadecimal.</param>
internal sealed record ExportEnd(ImmutableSortedDictionary<string, long> Rows, string Sha256);
