namespace NetDashboard.Benchmarks.Measures;

/// <summary>A store after 90 days of 10,000 devices scanned four times a day.</summary>
internal sealed class HistoryNinetyDays : IBenchmark
{
    public string Name => "history-90-days";

    public string Description => "90 days x 10,000 devices x 4 scans a day in SQLite: first pages of the history, then 30 days removed by age while results come, then 30 days more.";

    public string Bound => "each first page within 1 s; nobody kept from writing for longer than 50 ms; the file grows no further";

    public IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, CancellationToken cancellationToken) => Pasts.PastMeasure.MeasureAsync(run, string.Empty, _ => Task.CompletedTask, cancellationToken);
}
