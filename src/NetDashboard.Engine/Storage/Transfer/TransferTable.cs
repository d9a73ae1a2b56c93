using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Transfer;

/// <summary>What stands in a column, whatever database it is in.</summary>
internal enum ColumnKind
{
    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes; in Base64 in a file.</summary>
    Bytes,

    /// <summary>A GUID; in a file as text.</summary>
    Id,
}

/// <summary>A column as it travels.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What stands in it.</param>
/// <param name="IsNullable">Whether it may be empty.</param>
/// <param name="Largest">Of a number that is counted or measured, the largest it may be; it is not below 0 then.</param>
internal sealed record TransferColumn(string Name, ColumnKind Kind, bool IsNullable, long? Largest);

/// <summary>A table as it travels.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Columns">All its columns.</param>
/// <param name="Key">Names of those that make its key.</param>
internal sealed record TransferTable(string Name, ImmutableArray<TransferColumn> Columns, ImmutableArray<string> Key)
{
    /// <summary>All tables of the model, each behind those it refers to.</summary>
    public static ImmutableArray<TransferTable> Of(IReadOnlyModel model)
    {
        var ordered = new List<IReadOnlyEntityType>();
        foreach (var entity in model.GetEntityTypes().OrderBy(entity => entity.Name, StringComparer.Ordinal))
        {
            Add(entity);
        }

        return [.. ordered.Select(Of)];

        void Add(IReadOnlyEntityType entity)
        {
            if (!ordered.Contains(entity))
            {
                foreach (var key in entity.GetForeignKeys().Where(key => key.PrincipalEntityType != entity))
                {
                    Add(key.PrincipalEntityType);
                }

                ordered.Add(entity);
            }
        }
    }

    /// <summary>The same for writing: a row is the values of <see cref="Columns"/>, in their order.</summary>
    public StoreTable<object?[]> ForWriting() => new(Name, [.. Columns.Select((column, i) => ForWriting(column, i))]) { OnConflict = null };

    private static StoreColumn<object?[]> ForWriting(TransferColumn column, int i) => column.Kind switch
    {
        ColumnKind.Number => new(column.Name, row => (long?)row[i], Text: null),
        ColumnKind.Text => new(column.Name, Number: null, row => (string?)row[i] is { } text ? StorableText.Of(text) : null),
        ColumnKind.Bytes => new(column.Name, Number: null, Text: null) { Bytes = row => (byte[]?)row[i] },
        _ => new(column.Name, Number: null, Text: null) { Id = row => (Guid?)row[i] },
    };

    private static TransferTable Of(IReadOnlyEntityType entity)
    {
        var table = entity.GetTableName() ?? throw new NotSupportedException($"{entity.Name} is no table.");
        return new TransferTable(
            table,
            [.. entity.GetProperties().Select(property => new TransferColumn(property.GetColumnName(), KindOf(property), property.IsNullable, LargestOf(property.ClrType))).OrderBy(column => column.Name, StringComparer.Ordinal)],
            [.. entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())]);
    }

    // What stands beyond could be written, but not be read back.
    private static long? LargestOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) => int.MaxValue,
        var time when time == typeof(DateTimeOffset) => DateTimeOffset.MaxValue.UtcTicks,
        _ => null,
    };

    private static ColumnKind KindOf(IReadOnlyProperty property)
    {
        var type = property.GetValueConverter()?.ProviderClrType ?? property.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(long) || type == typeof(int) ? ColumnKind.Number
            : type == typeof(string) ? ColumnKind.Text
            : type == typeof(byte[]) ? ColumnKind.Bytes
            : type == typeof(Guid) ? ColumnKind.Id
            : throw new NotSupportedException($"A column of {type} does not travel yet: {property.DeclaringType.Name}.{property.Name}.");
    }
}
