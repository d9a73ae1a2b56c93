using System.Collections.Frozen;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Comparing;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage;
using NetDashboard.Storage.Comparisons;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How long somebody waits for what changed between two large scans.</summary>
internal sealed class CompareScans : IBenchmark
{
    private const int Devices = 10_000;
    private const int Scans = 20;

    private static readonly NegotiatedAlgorithms s_sound =
        new("curve25519-sha256", "ssh-ed25519", "aes256-gcm@openssh.com", "aes256-gcm@openssh.com", "implicit", "implicit", "SSH-2.0-OpenSSH_9.2");

    public string Name => "compare";

    public string Description => "Two scans of 10,000 devices over SSH and Telnet, 20,000 results each, among 400,000 in SQLite and in PostgreSQL 15.";

    public string Bound => "compared within 2 s, the first time too";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var postgres = await Postgres.StartAsync();
        var layout = new ScanLayout(MakeInventory().Devices);
        foreach (var name in new[] { "SQLite", "PostgreSQL" })
        {
            var connection = name == "SQLite" ? string.Empty : await postgres.CreateDatabaseAsync();
            await using var store = ScanStore.Create(Path.Combine(run.Folder, "compare"), connection, TimeProvider.System, NullLogger<ScanStore>.Instance);
            await store.OpenAsync();
            var ids = new List<Guid>();
            for (var scan = 0; scan < Scans; scan++)
            {
                ids.Add(await StoreAsync(store, layout, scan, cancellationToken));
            }

            var desk = new ComparisonDesk(store);
            var (times, changes) = (new List<double>(), 0);
            for (var i = 0; i <= run.Runs; i++)
            {
                // Neighbours, and such that lie far apart; none twice, so that nothing is warm but the program.
                var begun = Stopwatch.GetTimestamp();
                var comparison = await desk.CompareAsync(ids[i % (Scans / 2)], ids[^(1 + (i % (Scans / 2)))], SlownessBound.Default, cancellationToken)
                    ?? throw new InvalidOperationException("A scan is missing.");
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                changes = comparison.Changes.Length;
            }

            yield return Figure.Once($"{name}: first comparison", "ms", Math.Round(times[0]), Limit.AtMost(2000, Statistic.Maximum), $"{changes:N0} changes");
            yield return new($"{name}: comparison", "ms", times[1..], Limit.AtMost(2000, Statistic.Maximum));
        }
    }

    private static async Task<Guid> StoreAsync(ScanStore store, ScanLayout layout, int scan, CancellationToken cancellationToken)
    {
        var board = new ScanBoard(Guid.NewGuid(), "made.yaml", layout, TimeProvider.System) { Inventories = ["made.yaml"] };
        var beginning = new RunBeginning(board, 1, TimeProvider.System.GetUtcNow(), [.. Enumerable.Range(0, layout.Endpoints.Length)]);
        var journal = await store.BeginAsync(beginning, (_, _) => { }, cancellationToken);
        for (var i = 0; i < layout.Endpoints.Length; i++)
        {
            await journal.AddAsync(ResultOf(layout.Endpoints[i], i, scan), cancellationToken);
        }

        await journal.FlushAsync(cancellationToken);
        await journal.EndAsync(new RunEnding(ScanState.Completed, Problem: null, TimeProvider.System.GetUtcNow(), new StatusCounts { Ok = layout.Endpoints.Length }), cancellationToken);
        return board.Id;
    }

    // Each scan has its own twentieth that fails, its own fiftieth with weaker algorithms, and its own hundredth that is slow.
    private static ProbeResult ResultOf(ScanEndpoint place, int i, int scan)
    {
        var isSsh = place.Endpoint.Protocol == "ssh";
        return new ProbeResult
        {
            Device = place.Device.Name,
            Host = place.Device.Host,
            Address = "192.0.2.7",
            Port = isSsh ? 22 : 23,
            Protocol = place.Endpoint.Protocol,
            Platform = "cisco_iosxe",
            Verdict = (i + scan) % 20 == 0 ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid") : ProbeVerdict.Ok($"{place.Device.Name}#"),
            Stage = ProbeStage.Prompt,
            StartedAt = TimeProvider.System.GetUtcNow(),
            Duration = TimeSpan.FromMilliseconds((i + scan) % 100 == 1 ? 1500 : 12),
            Stages = [.. Enum.GetValues<ProbeStage>().Select(stage => new StageTime(stage, TimeSpan.FromTicks(12345 + i)))],
            HostKey = isSsh ? $"SHA256:{i:D43}" : null,
            Algorithms = !isSsh ? null : (i + scan) % 50 == 2 ? s_sound with { CipherIn = "3des-cbc", CipherOut = "3des-cbc", MacIn = "hmac-sha1", MacOut = "hmac-sha1" } : s_sound,
        };
    }

    private static DeviceInventory MakeInventory() => new(
        [.. Enumerable.Range(1, Devices).Select(i => new Device($"sw-{i}", $"sw-{i}.campus.example", [Endpoint("ssh"), Endpoint("telnet")]) { Site = $"site-{i % 200}" })],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin") }.ToFrozenDictionary(StringComparer.Ordinal));

    private static Endpoint Endpoint(string protocol) => new() { Protocol = protocol, CredentialId = "c1", Platform = "cisco_iosxe" };
}
