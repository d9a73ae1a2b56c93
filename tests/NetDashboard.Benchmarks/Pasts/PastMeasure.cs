using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Storage;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.Retention;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Pasts;

/// <summary>Makes a past of 90 days, then looks at it and tidies it with the real program.</summary>
internal static class PastMeasure
{
    private const int Days = 90;
    private const int RemovedDays = 30;
    private const double Mebibyte = 1024 * 1024;

    // As an operator sets it: the environment is read by every start.
    private const string ConnectionVariable = "Storage__ConnectionString";

    private static readonly Limit s_aSecond = Limit.AtMost(1000, Statistic.Maximum);

    /// <param name="run">How it is measured.</param>
    /// <param name="connection">Where the past is kept.</param>
    /// <param name="settleAsync">Does what a database does by itself within minutes of a removal.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<Figure> MeasureAsync(
        BenchmarkRun run, string connection, Func<CancellationToken, Task> settleAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable(ConnectionVariable, connection);
        await using var dashboard = new Dashboard();
        var past = new MadePast();
        var end = TimeProvider.System.GetUtcNow();
        var begun = Stopwatch.GetTimestamp();
        IReadOnlyList<Guid> ids;
        await using (var store = ScanStore.Create(dashboard.Data, connection, TimeProvider.System, NullLogger<ScanStore>.Instance))
        {
            await store.OpenAsync();
            ids = await past.WriteAsync(
                store, end, Days * MadePast.ScansPerDay, done => TellEvery(30, run, done, begun), cancellationToken);
        }

        var results = (double)ids.Count * MadePast.Devices;
        yield return Figure.Once("results made", "1/s", Math.Round(results / Stopwatch.GetElapsedTime(begun).TotalSeconds), note: $"{results:N0} results");

        using var client = dashboard.CreateClient();
        foreach (var (name, address) in Pages(ids))
        {
            var first = await LoadAsync(client, address, cancellationToken);
            yield return Figure.Once($"{name}: the first time", "ms", first, s_aSecond);
            var times = new List<double>();
            for (var i = 0; i < run.Runs; i++)
            {
                times.Add(await LoadAsync(client, address, cancellationToken));
            }

            yield return new($"{name}: again", "ms", times, s_aSecond);
        }

        yield return Figure.Once("a scan of 80 days ago opened", "ms", await LoadAsync(client, $"/scans/{ids[10 * MadePast.ScansPerDay]}", cancellationToken));

        var facts = await FactsAsync(dashboard, cancellationToken);
        yield return Figure.Once("size with 90 days", "MiB", Math.Round(facts.Bytes / Mebibyte));
        await foreach (var figure in TidyAsync(run, dashboard, past, end, settleAsync, cancellationToken))
        {
            yield return figure;
        }
    }

    private static async IAsyncEnumerable<Figure> TidyAsync(
        BenchmarkRun run, Dashboard dashboard, MadePast past, DateTimeOffset end, Func<CancellationToken, Task> settleAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = dashboard.Services.GetRequiredService<ScanStore>();
        var before = await FactsAsync(dashboard, cancellationToken);
        var options = Options.Create(new RetentionOptions { SuccessDays = Days - RemovedDays, MaxMebibytes = 0 });
        var retention = new StoreRetention(store, dashboard.Scans, options, TimeProvider.System, NullLogger<StoreRetention>.Instance);

        run.Say($"removing what was OK of {RemovedDays} days, while results come");
        var kept = new KeptWithin();
        var round = await kept.UntilAsync(store, past, () => Task.Run(() => retention.TidyAsync(cancellationToken), cancellationToken), cancellationToken);
        yield return Figure.Once("results removed", "1/s", Math.Round(round.Results / round.Took.TotalSeconds), note: $"{round.Results:N0} of {round.ThinnedScans} scans in {round.Took.TotalSeconds:0} s");
        yield return Figure.Once("longest time nobody else could write", "ms", Math.Round(round.LongestPiece.TotalMilliseconds, 1), Limit.AtMost(50, Statistic.Maximum));
        yield return new("a result kept meanwhile", "ms", kept.Milliseconds);

        var after = await FactsAsync(dashboard, cancellationToken);
        yield return Figure.Once("in use before", "MiB", Math.Round((before.UsedBytes ?? before.Bytes) / Mebibyte));
        yield return Figure.Once("in use after", "MiB", Math.Round((after.UsedBytes ?? after.Bytes) / Mebibyte));

        await settleAsync(cancellationToken);
        run.Say($"{RemovedDays} days more");
        await past.WriteAsync(store, end.AddDays(RemovedDays), RemovedDays * MadePast.ScansPerDay, done => TellEvery(30, run, done, Stopwatch.GetTimestamp()), cancellationToken);
        var again = await FactsAsync(dashboard, cancellationToken);
        yield return Figure.Once(
            "grown by 30 days more", "%", Math.Round((again.Bytes - before.Bytes) * 100.0 / before.Bytes, 1), Limit.AtMost(5, Statistic.Maximum), $"{again.Bytes / Mebibyte:0} MiB");
    }

    private static IEnumerable<(string Name, string Address)> Pages(IReadOnlyList<Guid> ids) =>
    [
        ("/history", "/history"),
        ("/history with a filter", "/history?q=campus&from=2020-01-01"),
        ("devices", "/history/devices"),
        ("devices, in the middle", "/history/devices?after=sw-05000"),
        ("devices found by name", "/history/devices?q=w-0777"),
        ("devices that fail", "/history/devices?failing=1"),
        ("one device", "/history/devices/sw-04711"),
        ("host keys", "/hostkeys"),
        ("host keys, in the middle", "/hostkeys?after=sw-05000"),
    ];

    private static async Task<double> LoadAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var page = await client.GetStringAsync(new Uri(address, UriKind.Relative), cancellationToken);
        return page.Contains("cannot be read", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{address} cannot be read.")
            : Math.Round(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 1);
    }

    private static Task<StoreFacts> FactsAsync(Dashboard dashboard, CancellationToken cancellationToken) =>
        dashboard.Services.GetRequiredService<ScanHistory>().FactsAsync(cancellationToken);

    private static void TellEvery(int scans, BenchmarkRun run, int done, long begun)
    {
        if (done % scans == 0)
        {
            run.Say($"{done} scans after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        }
    }
}
