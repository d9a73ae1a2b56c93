using System.Collections.Immutable;

namespace NetDashboard.Storage.Transfer;

/// <summary>A table of an export, and where its values belong in the table of this version.</summary>
internal sealed class MatchedTable
{
    private readonly ImmutableArray<int> _order;

    private MatchedTable(TransferTable own, ExportedTable exported)
    {
        Own = own;
        Columns = [.. exported.Columns.Select(column => own.Columns.First(c => c.Name == column.Name))];
        _order = [.. own.Columns.Select(column => Columns.IndexOf(column))];
    }

    /// <summary>The table of this version.</summary>
    public TransferTable Own { get; }

    /// <summary>Its columns, in the order of the export.</summary>
    public ImmutableArray<TransferColumn> Columns { get; }

    /// <summary>Finds the tables of an export. An older one may lack what came later and may be empty; what is not known here came with a newer version.</summary>
    /// <exception cref="TransferException">They do not belong to a store of this version or an older one.</exception>
    public static Dictionary<string, MatchedTable> All(ImmutableArray<ExportedTable> exported, ImmutableArray<TransferTable> known)
    {
        var matched = new Dictionary<string, MatchedTable>(StringComparer.Ordinal);
        foreach (var table in exported)
        {
            var own = known.FirstOrDefault(k => k.Name == table.Table) ?? throw Newer($"the table {table.Table}");
            if (table.Columns.Select(column => column.Name).FirstOrDefault(name => !own.Columns.Any(column => column.Name == name)) is { } extra)
            {
                throw Newer($"the column {table.Table}.{extra}");
            }

            var isWhole = own.Columns.All(column => column.IsNullable || table.Columns.Any(c => c.Name == column.Name));
            var isRight = table.Columns.All(column => own.Columns.Any(c => c.Name == column.Name && c.Kind == column.Kind));
            if (!isWhole || !isRight || table.Columns.DistinctBy(column => column.Name, StringComparer.Ordinal).Count() != table.Columns.Length || !matched.TryAdd(table.Table, new MatchedTable(own, table)))
            {
                throw new TransferException($"Line 1: the columns of {table.Table} are not those of a store.");
            }
        }

        return matched;
    }

    /// <summary>A row of the export as a row of <see cref="Own"/>.</summary>
    public object?[] Arrange(object?[] row) => [.. _order.Select(from => from < 0 ? null : row[from])];

    private static TransferException Newer(string what) =>
        new($"Line 1: this export has {what}, which this version does not know. A newer NetDashboard wrote it: import it with that version.");
}
