using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Crashes;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Engine.Tests.Servers;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>That nothing shown is lost, whenever the process dies.</summary>
internal sealed class Kills : IBenchmark
{
    private const int Devices = 2_000;
    private const int SqliteKills = 50;
    private const int PostgresKills = 15;
    private const int Seed = 20_261_123;
    private const int KillsOfStarts = 8;
    private const double LongestSeconds = 6;
    private const double LongestStartSeconds = 2;
    private static readonly TimeSpan s_endLimit = TimeSpan.FromMinutes(3);

    public string Name => "kills";

    public string Description => "SIGKILL at 50 random moments of scans of 2,000 simulated devices over SSH and Telnet, each gone on with after the next start, and at 8 moments of a start; 15 and 8 with PostgreSQL.";

    public string Bound => "nothing shown is lost, no duplicate, the file is whole, marked within 5 s, the last resume completes";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, cancellationToken: cancellationToken);
        await using var postgres = await Postgres.StartAsync();
        foreach (var (name, kills, connection) in new[] { ("SQLite", SqliteKills, string.Empty), ("PostgreSQL", PostgresKills, await postgres.CreateDatabaseAsync()) })
        {
            var root = Directory.CreateDirectory(Path.Combine(run.Folder, name)).FullName;
            File.Copy(fleet.InventoryFile, Path.Combine(Directory.CreateDirectory(Path.Combine(root, "inventories")).FullName, "fleet.yaml"));
            await foreach (var figure in KillAsync(run, new Target(name, root, connection), kills, cancellationToken))
            {
                yield return figure;
            }
        }
    }

    private static async IAsyncEnumerable<Figure> KillAsync(BenchmarkRun run, Target target, int kills, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
#pragma warning disable CA5394 // Moments that are the same every time, not secrets.
        var random = new Random(Seed);
        Moment[] moments =
        [
            .. Enumerable.Range(0, KillsOfStarts).Select(_ => new Moment(OfScan: false, TimeSpan.FromSeconds(LongestStartSeconds * random.NextDouble()))),
            .. Enumerable.Range(0, kills).Select(_ => new Moment(OfScan: true, TimeSpan.FromSeconds(LongestSeconds * random.NextDouble()))),
        ];
        random.Shuffle(moments);
#pragma warning restore CA5394
        var shown = new ConcurrentDictionary<ShownResult, byte>();
        var (lost, duplicates, broken) = (new List<double>(), new List<double>(), 0);
        var (marked, resumed) = (new List<double>(), new List<double>());
        foreach (var (i, moment) in moments.Index())
        {
            await using var process = KeepingProcess.Start(target.Root, target.Connection, perSecond: 0, isRepeating: true, shown);
            if (moment.OfScan)
            {
                await process.WhenBegun.WaitAsync(s_endLimit, cancellationToken);
                marked.Add(process.TimeToServe.TotalSeconds);
                resumed.Add(process.TimeToBegin.TotalSeconds);
            }

            await Task.Delay(moment.After, cancellationToken);
            await process.KillAsync();
            var stored = await StoredRows.ReadAsync(target.File, target.Connection);
            lost.Add(stored.CountLost(shown.Keys));
            duplicates.Add(stored.Duplicates);
            broken += stored.Integrity == "ok" ? 0 : 1;
            run.Say($"{target.Name}, kill {i + 1} of {moments.Length}, {moment.After.TotalSeconds:0.0} s into a {(moment.OfScan ? "scan" : "start")}: {shown.Count} shown, {stored.Results.Count} stored, {lost[^1]} lost, {duplicates[^1]} twice, {stored.Integrity}");
        }

        int before;
        string kind;
        await using (var last = KeepingProcess.Start(target.Root, target.Connection, perSecond: 0, isRepeating: false, shown))
        {
            kind = await last.WhenBegun.WaitAsync(s_endLimit, cancellationToken);
            before = (await StoredRows.ReadAsync(target.File, target.Connection)).Results.Count;
            await last.WhenEnded.WaitAsync(s_endLimit, cancellationToken);
        }

        var end = await StoredRows.ReadAsync(target.File, target.Connection);
        var perScan = end.Results.CountBy(result => result.Scan).Select(scan => scan.Value).ToArray();
        yield return Figure.Once($"{target.Name}: kills while a scan was under way", "", kills, note: $"and {KillsOfStarts} of a start");
        yield return Figure.Once($"{target.Name}: results shown in all", "", shown.Count);
        yield return new($"{target.Name}: shown and not stored, after each kill", "", [.. lost, end.CountLost(shown.Keys)], Limit.Exactly(0));
        yield return new($"{target.Name}: results twice, after each kill", "", [.. duplicates, end.Duplicates], Limit.Exactly(0));
        yield return Figure.Once($"{target.Name}: integrity checks that were not ok", "", broken, Limit.Exactly(0));
        yield return new($"{target.Name}: from the start of the process until the interrupted scan was marked and pages were served", "s", marked, Limit.AtMost(5, Statistic.Maximum));
        yield return new($"{target.Name}: until it was gone on with", "s", resumed);
        yield return Figure.Once($"{target.Name}: scans that are not complete in the end", "", perScan.Count(count => count != 2 * Devices), Limit.Exactly(0), $"of {perScan.Length}; the last was {kind} and gave {end.Results.Count - before} more");
    }

    private sealed record Moment(bool OfScan, TimeSpan After);

    private sealed record Target(string Name, string Root, string Connection)
    {
        public string File => Path.Combine(Root, "data", "netdashboard.db");
    }
}
