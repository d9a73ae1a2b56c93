using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NetDashboard.Benchmarks.Crashes;

/// <summary>What is in a store, read past the product.</summary>
/// <param name="Results">Every result, as often as it is there.</param>
/// <param name="Integrity">What SQLite says of the file; <c>ok</c> for PostgreSQL, which has no such question.</param>
internal sealed record StoredRows(IReadOnlyList<ShownResult> Results, string Integrity)
{
    private const string Everything = "SELECT s.id, e.device, e.protocol, r.attempt FROM results r JOIN endpoints e ON e.id = r.endpoint JOIN scans s ON s.number = r.scan";

    private static readonly StoredRows s_none = new([], "ok");

    /// <summary>Endpoints that have a result more than once in one scan, which none of these scans asks for.</summary>
    public int Duplicates => Results.Count - Results.Select(result => result with { Attempt = 0 }).Distinct().Count();

    /// <summary>Reads a store.</summary>
    /// <param name="file">A SQLite file.</param>
    /// <param name="connectionString">Of PostgreSQL; empty to read the file.</param>
    public static async Task<StoredRows> ReadAsync(string file, string connectionString)
    {
        if (connectionString.Length == 0 && !File.Exists(file))
        {
            return s_none;
        }

        await using DbConnection connection = connectionString.Length > 0
            ? new NpgsqlConnection(connectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        try
        {
            var results = await ReadAsync(command);
            command.CommandText = connectionString.Length > 0 ? "SELECT 'ok'" : "PRAGMA integrity_check";
            return new StoredRows(results, (string)(await command.ExecuteScalarAsync())!);
        }
        catch (Exception e) when (e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } || (e is SqliteException && e.Message.Contains("no such table", StringComparison.Ordinal)))
        {
            // Killed before its first tables were made.
            return s_none;
        }
    }

    /// <summary>What was shown and is not there.</summary>
    public int CountLost(IEnumerable<ShownResult> shown)
    {
        var there = Results.ToHashSet();
        return shown.Count(result => !there.Contains(result));
    }

    private static async Task<List<ShownResult>> ReadAsync(DbCommand command)
    {
        command.CommandText = Everything;
        var results = new List<ShownResult>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            results.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetInt32(3)));
        }

        return results;
    }
}
