using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Engine;
using NetDashboard.Benchmarks.Fleets;
using NetDashboard.Probing;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Whether anything stays behind: many logins with every kind of failure, in one process that goes on living.</summary>
internal sealed class TwentyThousandLogins : IBenchmark
{
    private const int Devices = 1_000;
    private const int Logins = 20_000;
    private const int WarmUps = 3;

    // The runtime opens one or another of its own in between.
    private const int DescriptorsOfTheRuntime = 3;

    // Not promised to the byte: what less than a quarter of a kilobyte per login would make.
    private const double HeapGrowth = 2;
    private const double RssGrowth = 5;

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(30);

    public string Name => "leak-20000";

    public string Description => "20,000 logins with failures of all kinds mixed, over SSH and Telnet, inside one process.";

    public string Bound => "descriptors and memory end where they began";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, mix: ProductEngine.Mixed, cancellationToken: cancellationToken);
        var plan = await ProductEngine.PlanAsync(fleet.InventoryFile, cancellationToken);
        var scanner = ProductEngine.Scanner();
        for (var i = 0; i < WarmUps; i++)
        {
            await scanner.ScanAsync(plan, cancellationToken);
        }

        var states = new List<OwnProcess> { await AtRestAsync(run, cancellationToken) };
        var trimmed = OwnProcess.TrimmedRss();
        run.Say($"after {WarmUps} scans to warm up: {states[0]}");
        var failures = new Dictionary<ProbeFailure, int>();
        while (Tried(failures) < Logins)
        {
            foreach (var (failure, count) in await scanner.ScanAsync(plan, cancellationToken))
            {
                failures[failure] = failures.GetValueOrDefault(failure) + count;
            }

            states.Add(OwnProcess.Now());
            run.Say($"after {Tried(failures)} logins: {states[^1]}");
        }

        states.Add(await AtRestAsync(run, cancellationToken));
        run.Say($"in the end, at rest: {states[^1]}");
        var trimmedInTheEnd = OwnProcess.TrimmedRss();
        var kinds = string.Join(", ", failures.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {(pair.Key is ProbeFailure.None ? "ok" : pair.Key)}"));
        yield return Figure.Once("logins tried", "", Tried(failures), note: kinds);
        yield return Growth("open descriptors", "", states, state => state.Descriptors, DescriptorsOfTheRuntime);
        yield return Growth("managed heap", "MB", states, state => state.ManagedHeap, HeapGrowth);
        yield return Growth("native heap", "MB", states, state => state.NativeHeap, HeapGrowth);
        yield return Growth("RSS", "MB", states, state => state.Rss, RssGrowth);
        yield return Figure.Once(
            "RSS without malloc's spare, growth",
            "MB",
            trimmedInTheEnd - trimmed,
            Limit.AtMost(RssGrowth, Statistic.Maximum),
            $"{trimmed:0.0} {trimmedInTheEnd:0.0} (after malloc_trim, in the beginning and in the end)");
        yield return Growth("threads", "", states, state => state.Threads, limit: null);
    }

    // The thread pool lets its spare threads go after 20 s, and with them their stacks and malloc's caches.
    private static async Task<OwnProcess> AtRestAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        run.Say($"at rest for {s_rest.TotalSeconds:0} s");
        await Task.Delay(s_rest, cancellationToken);
        return OwnProcess.Now();
    }

    // One that was held came as far as the gate, but submitted nothing.
    private static int Tried(Dictionary<ProbeFailure, int> failures) => failures.Values.Sum() - failures.GetValueOrDefault(ProbeFailure.AccountHeld);

    private static Figure Growth(string name, string unit, List<OwnProcess> states, Func<OwnProcess, double> take, double? limit) => Figure.Once(
        $"{name}, growth",
        unit,
        take(states[^1]) - take(states[0]),
        limit is { } most ? Limit.AtMost(most, Statistic.Maximum) : null,
        $"{string.Join(' ', states.Select(state => $"{take(state):0.#}"))} (at rest after the warm-up, after each scan, at rest in the end)");
}
