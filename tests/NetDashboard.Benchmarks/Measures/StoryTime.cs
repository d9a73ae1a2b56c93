using System.Collections.Frozen;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Scanning;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>What it takes to tell the story of a large scan while results come.</summary>
internal sealed class StoryTime : IBenchmark
{
    private const int Devices = 10_000;
    private const int PerSecond = 1_500;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(260); // Just longer than a story is kept.

    public string Name => "story";

    public string Description => "The story of 10,000 devices with two endpoints each, told anew while 1,500 results a second come, in the second half of the scan.";

    public string Bound => "below 5 ms";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scanner = new PacedScanner(PerSecond, seed: 1);
        await using var scans = new ScanService(scanner, Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance);
        if (scans.TryStart(MakeInventory(), "made.yaml").Board is not { } board)
        {
            throw new InvalidOperationException("The scan did not start.");
        }

        scanner.Go();
        var samples = new List<double>();
        while (board.Summary.IsRunning)
        {
            await Task.Delay(s_pause, cancellationToken);
            var begun = Stopwatch.GetTimestamp();
            var story = board.Story;
            var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            if (board.Summary is { IsRunning: true } summary && summary.Done > summary.Total / 2)
            {
                samples.Add(took);
            }

            GC.KeepAlive(story);
        }

        yield return new("time to tell", "ms", samples, Limit.Below(5, Statistic.Median));
    }

    private static DeviceInventory MakeInventory() => new(
        [
            .. Enumerable.Range(1, Devices).Select(i => new Device($"sw-{i}", $"sw-{i}.campus.example", [Endpoint("ssh"), Endpoint("telnet")])
            {
                Site = $"site-{i % 200}",
                Tags = [$"role-{i % 7}", $"rack-{i % 900}"],
            }),
        ],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin") }.ToFrozenDictionary(StringComparer.Ordinal));

    private static Endpoint Endpoint(string protocol) => new() { Protocol = protocol, CredentialId = "c1", Platform = "cisco_iosxe" };
}
