using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>What it costs the server when a hundred screens show a wall.</summary>
internal sealed class HundredWalls : IBenchmark
{
    private const int Screens = 100;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(4);

    private long _received;

    public string Name => "walls-100";

    public string Description => "CPU of the server and bytes on the wire while 100 screens follow a wall of 10,000 devices with 500 results a second.";

    public string Bound => "10 % of a core more than without screens";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await server.ChurnAsync(Load.Results, cancellationToken);
        await Task.Delay(s_warmUp, cancellationToken);
        var alone = await run.RepeatAsync("no screen", () => WatchAsync(server, cancellationToken), cpu => $"{cpu:0.0} % of a core");
        yield return new("no screen: CPU of the server", "% of a core", [.. alone]);

        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Screens + 1, UseCookies = true, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        using var client = new HttpClient(handler) { BaseAddress = server.Url };
        using var opened = await client.GetAsync(server.Wall, cancellationToken);
        var view = opened.Headers.Location!.ToString();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var screens = Enumerable.Range(0, Screens).Select(i => FollowAsync(client, view, i, ends.Token)).ToArray();
        await Task.Delay(s_warmUp, cancellationToken);

        var (bytes, watch) = (Interlocked.Read(ref _received), Stopwatch.StartNew());
        var crowded = await run.RepeatAsync("100 screens", () => WatchAsync(server, cancellationToken), cpu => $"{cpu:0.0} % of a core");
        var wire = (Interlocked.Read(ref _received) - bytes) / 1024.0 / Screens / watch.Elapsed.TotalSeconds;
        if (screens.Count(screen => screen.IsCompleted) is > 0 and var gone)
        {
            throw new InvalidOperationException($"{gone} screens lost their stream.");
        }

        await ends.CancelAsync();
        await Task.WhenAll(screens);
        yield return new("100 screens: CPU of the server", "% of a core", [.. crowded]);
        yield return Figure.Once("for 100 screens", "% of a core", Math.Round(Median(crowded) - Median(alone), 1), Limit.AtMost(10, Statistic.Maximum));
        yield return Figure.Once("to each screen", "KiB/s", Math.Round(wire, 2));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static async Task<double> WatchAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var (cpu, watch) = (server.Cpu, Stopwatch.StartNew());
        await Task.Delay(s_window, cancellationToken);
        return (server.Cpu - cpu).TotalSeconds / watch.Elapsed.TotalSeconds * 100;
    }

    // As the page does: the state, then the stream from there.
    private async Task FollowAsync(HttpClient client, string view, int screen, CancellationToken cancellationToken)
    {
        var state = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(new Uri($"{view}/state?screen={screen}", UriKind.Relative), cancellationToken));
        var address = $"{view}/events?screen={screen}&boot={state.GetProperty("boot").GetString()}&rev={state.GetProperty("rev").GetInt64()}";
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                Interlocked.Add(ref _received, read);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
