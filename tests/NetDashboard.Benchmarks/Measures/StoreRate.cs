using System.Collections.Frozen;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Storage;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How fast results are stored, and what that costs a scan.</summary>
internal sealed class StoreRate : IBenchmark
{
    private const int Devices = 25_000;
    private const int PacedDevices = 1_000;
    private const int PerSecond = 500;

    public string Name => "store";

    public string Description => "50,000 results into SQLite and into PostgreSQL 15, flushed to the disk; then scans of 2,000 results at 500 a second with and without storing, by turns.";

    public string Bound => "at least 10,000 results/s; at most 5 % longer";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var postgres = await Postgres.StartAsync();
        var inventory = MakeInventory(Devices);
        foreach (var name in new[] { "SQLite", "PostgreSQL" })
        {
            var connection = name == "SQLite" ? string.Empty : await postgres.CreateDatabaseAsync();
            await using var store = ScanStore.Create(Path.Combine(run.Folder, "rate"), connection, TimeProvider.System, NullLogger<ScanStore>.Instance);
            await store.OpenAsync();
            await StoreAsync(store, inventory, cancellationToken);
            var rates = new List<double>();
            for (var i = 0; i < run.Runs; i++)
            {
                rates.Add(await StoreAsync(store, inventory, cancellationToken));
            }

            yield return new($"{name}: results stored", "1/s", rates, Limit.AtLeast(10_000, Statistic.Median));
        }

        await using var file = ScanStore.Create(Path.Combine(run.Folder, "paced"), connectionString: null, TimeProvider.System, NullLogger<ScanStore>.Instance);
        await using var server = ScanStore.Create(run.Folder, await postgres.CreateDatabaseAsync(), TimeProvider.System, NullLogger<ScanStore>.Instance);
        await file.OpenAsync();
        await server.OpenAsync();
        IScanJournal?[] journals = [null, file, server];
        var scans = journals.Select(_ => new List<Paced>()).ToArray();

        // By turns, so that what else the machine does meets all of them alike; the first of each is to warm up.
        for (var i = 0; i <= run.Runs; i++)
        {
            foreach (var (j, journal) in journals.Index())
            {
                var scan = await ScanAsync(journal, cancellationToken);
                if (i > 0)
                {
                    scans[j].Add(scan);
                }
            }
        }

        yield return new($"without storing: time at {PerSecond}/s", "s", [.. scans[0].Select(scan => scan.Seconds)]);
        yield return new("without storing: CPU for each result", "ms", [.. scans[0].Select(scan => scan.CpuMs)]);
        foreach (var (name, stored) in new[] { ("SQLite", scans[1]), ("PostgreSQL", scans[2]) })
        {
            var longer = stored.Zip(scans[0], (with, without) => Math.Round((with.Seconds - without.Seconds) / without.Seconds * 100, 2));
            yield return new($"{name}: longer at {PerSecond}/s", "%", [.. longer], Limit.AtMost(5, Statistic.Maximum));
            yield return new($"{name}: CPU for each result", "ms", [.. stored.Select(scan => scan.CpuMs)], Note: "of this process; PostgreSQL's own not counted");
        }
    }

    private static async Task<double> StoreAsync(ScanStore store, DeviceInventory inventory, CancellationToken cancellationToken)
    {
        var board = new ScanBoard(Guid.NewGuid(), "made.yaml", new ScanLayout(inventory.Devices), TimeProvider.System);
        var results = board.Layout.Endpoints.Select((place, i) => ResultOf(place, i)).ToArray();
        var beginning = new RunBeginning(board, 1, TimeProvider.System.GetUtcNow(), [.. Enumerable.Range(0, results.Length)]);
        var journal = await store.BeginAsync(beginning, (_, _) => { }, cancellationToken);
        await journal.FlushAsync(cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        foreach (var result in results)
        {
            await journal.AddAsync(result, cancellationToken);
        }

        await journal.FlushAsync(cancellationToken);
        var rate = results.Length / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await journal.EndAsync(new RunEnding(ScanState.Completed, Problem: null, TimeProvider.System.GetUtcNow(), default), cancellationToken);
        return rate;
    }

    private static async Task<Paced> ScanAsync(IScanJournal? journal, CancellationToken cancellationToken)
    {
        var scanner = new Page.PacedScanner(PerSecond, seed: 1);
        await using var scans = new ScanService(scanner, Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance, journal);
        var start = scans.TryStart(MakeInventory(PacedDevices), "made.yaml");
        var board = start.Board ?? throw new InvalidOperationException("The scan did not start.");
        var cpu = Environment.CpuUsage.TotalTime;
        scanner.Go();
        var begun = Stopwatch.GetTimestamp();
        while (board.Summary.IsRunning)
        {
            await Task.Delay(5, cancellationToken);
        }

        return new Paced(Stopwatch.GetElapsedTime(begun).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / board.Layout.Endpoints.Length);
    }

    // One in four fails, and says something.
    private static ProbeResult ResultOf(ScanEndpoint place, int i) => new()
    {
        Device = place.Device.Name,
        Host = place.Device.Host,
        Address = "192.0.2.7",
        Port = 22,
        Protocol = place.Endpoint.Protocol,
        Platform = "cisco_iosxe",
        Verdict = i % 4 == 0 ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid") : ProbeVerdict.Ok($"{place.Device.Name}#"),
        Stage = ProbeStage.Prompt,
        StartedAt = TimeProvider.System.GetUtcNow(),
        Duration = TimeSpan.FromMilliseconds(12),
        Stages = [.. Enum.GetValues<ProbeStage>().Select(stage => new StageTime(stage, TimeSpan.FromTicks(12345)))],
        HostKey = "SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDjWMoUUKGd0JVL1pM",
        Algorithms = new NegotiatedAlgorithms("curve25519-sha256", "ssh-ed25519", "aes256-gcm@openssh.com", "aes256-gcm@openssh.com", "implicit", "implicit", "SSH-2.0-OpenSSH_9.2"),
        Transcript = new Transcript(string.Concat(Enumerable.Repeat("User Access Verification\nPassword: ***\n", 10)), IsCut: false),
    };

    private static DeviceInventory MakeInventory(int devices) => new(
        [.. Enumerable.Range(1, devices).Select(i => new Device($"sw-{i}", $"sw-{i}.campus.example", [Endpoint("ssh"), Endpoint("telnet")]) { Site = $"site-{i % 200}" })],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin") }.ToFrozenDictionary(StringComparer.Ordinal));

    private sealed record Paced(double Seconds, double CpuMs);

    private static Endpoint Endpoint(string protocol) => new() { Protocol = protocol, CredentialId = "c1", Platform = "cisco_iosxe" };
}
