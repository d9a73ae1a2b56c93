using System.Runtime.CompilerServices;
using NetDashboard.Engine.Tests.Servers;

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
        await foreach (var figure in Pasts.PastMeasure.MeasureAsync(run, await postgres.CreateDatabaseAsync(), cancellationToken))
        {
            yield return figure;
        }
    }
}
