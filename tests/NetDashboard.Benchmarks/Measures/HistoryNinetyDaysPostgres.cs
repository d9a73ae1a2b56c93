using System.Runtime.CompilerServices;
using NetDashboard.Engine.Tests.Servers;
using Npgsql;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>The same in PostgreSQL.</summary>
internal sealed class HistoryNinetyDaysPostgres : IBenchmark
{
    public string Name => "history-90-days-postgres";

    public string Description => "The same as history-90-days in PostgreSQL 15.";

    public string Bound => "each first page within 1 s; nobody kept from writing for longer than 50 ms";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var postgres = await Postgres.StartAsync();
        var connection = await postgres.CreateDatabaseAsync();
        await foreach (var figure in Pasts.PastMeasure.MeasureAsync(run, connection, token => VacuumAsync(connection, token), cancellationToken))
        {
            yield return figure;
        }
    }

    // Autovacuum looks once a minute and leaves the disk time between its steps: the thirty days that are written next would be through before it is.
    private static async Task VacuumAsync(string connection, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("VACUUM");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
