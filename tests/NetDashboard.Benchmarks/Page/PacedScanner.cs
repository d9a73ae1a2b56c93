using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Benchmarks.Page;

/// <summary>A scanner that gives a made result at a steady rate, in a random order, and notes when.</summary>
/// <param name="perSecond">Results a second.</param>
/// <param name="seed">Of the order.</param>
internal sealed class PacedScanner(int perSecond, int seed) : IScanner
{
    // As many as are under way at once in a real scan.
    private const int Lead = 256;

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When each result was given, in milliseconds since 1970.</summary>
    public ConcurrentDictionary<EndpointKey, double> GivenAt { get; } = new();

    /// <summary>How long it took to give them all; the rate that was reached follows from it.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Milliseconds since 1970, by the clock that the browser has too.</summary>
    public static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>Lets the results begin.</summary>
    public void Go() => _go.TrySetResult();

    public async IAsyncEnumerable<ProbeResult> ScanAsync(
        ScanPlan plan, Action<ScanItem>? started = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var items = plan.Items.ToArray();
#pragma warning disable CA5394 // An order that is the same every time, not a secret.
        new Random(seed).Shuffle(items);
#pragma warning restore CA5394
        await _go.Task.WaitAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < items.Length + Lead; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed, cancellationToken);
            }

            if (i < items.Length)
            {
                started?.Invoke(items[i]);
            }

            if (i >= Lead)
            {
                var result = Make(items[i - Lead]);
                GivenAt[result.Key] = Now;
                yield return result;
            }
        }

        Duration = watch.Elapsed - TimeSpan.FromSeconds((double)Lead / perSecond);
    }

    // One in five fails, so that both kinds of cell are painted.
    private static ProbeResult Make(ScanItem item) => new()
    {
        Device = item.Device.Name,
        Host = item.Device.Host,
        Port = 22,
        Protocol = item.Endpoint.Protocol,
        Platform = "generic",
        Verdict = item.Device.Name.EndsWith('3') || item.Device.Name.EndsWith('8')
            ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid")
            : ProbeVerdict.Ok($"{item.Device.Name}#"),
        Stage = ProbeStage.Prompt,
        StartedAt = DateTimeOffset.UtcNow,
        Duration = TimeSpan.FromMilliseconds(123),
    };
}
