namespace NetDashboard.Storage.Transfer;

/// <summary>How far a transfer is.</summary>
/// <param name="Table">The table under way.</param>
/// <param name="Rows">Rows of it so far.</param>
/// <param name="AllRows">Rows of all tables so far.</param>
public readonly record struct TransferProgress(string Table, long Rows, long AllRows);

/// <summary>What a transfer has taken over.</summary>
/// <param name="Place">The store, for people; without secrets.</param>
/// <param name="Scans">Scans in it.</param>
/// <param name="Results">Results in it.</param>
/// <param name="Rows">Rows of all tables.</param>
public sealed record TransferSummary(string Place, long Scans, long Results, long Rows)
{
    internal static TransferSummary Of(string place, IReadOnlyDictionary<string, long> rows) =>
        new(place, rows.GetValueOrDefault("scans"), rows.GetValueOrDefault("results"), rows.Values.Sum());
}
