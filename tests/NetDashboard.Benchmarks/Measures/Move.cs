using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Benchmarks.Pasts;
using NetDashboard.Benchmarks.Processes;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Storage;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>What it takes to copy a large store, and to move it to another database and back.</summary>
internal sealed class Move : IBenchmark
{
    private const int Days = 90;
    private const string ConnectionVariable = "Storage__ConnectionString";

    public string Name => "move";

    public string Description => "3.6 million results (90 days x 10,000 devices x 4 scans): backup and export beside the dashboard's store, import into PostgreSQL, export from there, import into SQLite.";

    public string Bound => "below 256 MB of memory each; the two exports are the same";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var postgres = await Postgres.StartAsync();
        var connection = await postgres.CreateDatabaseAsync();
        var (first, last) = (Path.Combine(run.Folder, "first"), Path.Combine(run.Folder, "last"));
        var (copy, there, back) = (Path.Combine(run.Folder, "copy.db"), Path.Combine(run.Folder, "there.gz"), Path.Combine(run.Folder, "back.gz"));
        await using (var store = ScanStore.Create(first, connectionString: null, TimeProvider.System, NullLogger<ScanStore>.Instance))
        {
            await store.OpenAsync();
            var past = new MadePast();
            await past.WriteAsync(store, TimeProvider.System.GetUtcNow(), Days * MadePast.ScansPerDay, done => Tell(run, done), cancellationToken);
            foreach (var (name, arguments, file) in new (string, string[], string)[] { ("backup", ["backup", copy, "--data", first], copy), ("export from SQLite", ["export", there, "--data", first], there) })
            {
                // The store goes on being written meanwhile.
                var kept = new KeptWithin();
                var cost = await kept.UntilAsync(store, past, () => RunAsync(run, string.Empty, arguments, cancellationToken), cancellationToken);
                foreach (var figure in Describe(name, cost, file))
                {
                    yield return figure;
                }

                yield return new($"{name}: a result kept meanwhile", "ms", kept.Milliseconds);
            }
        }

        File.Delete(copy);
        foreach (var figure in Describe("import into PostgreSQL", await RunAsync(run, connection, ["import", there], cancellationToken), file: null)
            .Concat(Describe("export from PostgreSQL", await RunAsync(run, connection, ["export", back], cancellationToken), back))
            .Concat(Describe("import into SQLite", await RunAsync(run, string.Empty, ["import", back, "--data", last], cancellationToken), Path.Combine(last, "netdashboard.db"))))
        {
            yield return figure;
        }

        yield return Figure.Once("exports that differ", "", await ReadEndAsync(there) == await ReadEndAsync(back) ? 0 : 1, Limit.Exactly(0), await ReadEndAsync(back));
    }

    private static IEnumerable<Figure> Describe(string name, ProcessCost cost, string? file)
    {
        yield return Figure.Once($"{name}: time", "s", Math.Round(cost.Wall.TotalSeconds, 1), note: $"{cost.Cpu.TotalSeconds:0} s of CPU");
        yield return Figure.Once($"{name}: peak RSS", "MB", Math.Round(cost.PeakRss), Limit.Below(256, Statistic.Maximum));
        if (file is not null)
        {
            yield return Figure.Once($"{name}: size", "MB", Math.Round(new FileInfo(file).Length / 1e6));
        }
    }

    private static async Task<ProcessCost> RunAsync(BenchmarkRun run, string connection, string[] arguments, CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable(ConnectionVariable, connection);
        await using var process = Product.Start(run.Folder, arguments);
        var cost = await process.Exit.WaitAsync(cancellationToken);
        run.Say(process.Error.Trim());
        return cost.ExitCode == 0 ? cost : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {cost.ExitCode}: {process.Error}");
    }

    private static async Task<string> ReadEndAsync(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var last = string.Empty;
        while (await lines.ReadLineAsync() is { } line)
        {
            last = line;
        }

        return last;
    }

    private static void Tell(BenchmarkRun run, int done)
    {
        if (done % 60 == 0)
        {
            run.Say($"{done} scans made");
        }
    }
}
