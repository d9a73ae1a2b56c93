using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Benchmarks.Served;

/// <summary>A scanner whose results come at a rate that may be changed at any time; each carries the moment at which it was given.</summary>
internal sealed class ChurningScanner : IScanner
{
    // As many as are under way at once in a real scan.
    private const int MaxLead = 256;

    // Results come in small heaps, so that the waiting of this scanner costs next to nothing beside what is measured.
    private static readonly TimeSpan s_heap = TimeSpan.FromMilliseconds(10);

    private double _perSecond = double.PositiveInfinity;
    private long _given;

    /// <summary>Results a second; infinity for as fast as they are taken.</summary>
    public double PerSecond
    {
        get => Volatile.Read(ref _perSecond);
        set => Volatile.Write(ref _perSecond, value);
    }

    /// <summary>Results given so far, over all scans.</summary>
    public long Given => Volatile.Read(ref _given);

    public async IAsyncEnumerable<ProbeResult> ScanAsync(
        ScanPlan plan, Action<ScanItem>? started = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var items = plan.Items.ToArray();
#pragma warning disable CA5394 // An order that is the same every time, not a secret.
        new Random(items.Length).Shuffle(items);
#pragma warning restore CA5394
        var lead = Math.Min(MaxLead, items.Length / 2);
        var watch = Stopwatch.StartNew();
        var due = 0.0;
        for (var i = 0; i < items.Length + lead; i++)
        {
            // Beginnings come before the first result and results after the last beginning; over the whole run the rate holds.
            due += items.Length / (double)(items.Length + lead) / PerSecond;
            while (due > watch.Elapsed.TotalSeconds && !double.IsInfinity(PerSecond))
            {
                await Task.Delay(s_heap, cancellationToken);
            }

            if (i < items.Length)
            {
                started?.Invoke(items[i]);
            }

            if (i >= lead)
            {
                _given++;
                yield return Make(items[i - lead]);
            }
        }
    }

    // One in five fails, so that both kinds of cell are drawn; others with each run, so that what is shown changes.
    private static bool Fails(ScanItem item) => (item.Device.Name[^1] - '0' + item.Attempt) % 5 == 4;

    private static ProbeResult Make(ScanItem item) => new()
    {
        Device = item.Device.Name,
        Host = item.Device.Host,
        Port = 22,
        Protocol = item.Endpoint.Protocol,
        Platform = "cisco_iosxe",
        Verdict = Fails(item)
            ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, $"% Login invalid {TimeMark.Make()}")
            : ProbeVerdict.Ok($"{item.Device.Name}{TimeMark.Make()}#"),
        Stage = ProbeStage.Prompt,
        StartedAt = DateTimeOffset.UtcNow,
        Duration = TimeSpan.FromMilliseconds(123),
        Attempt = item.Attempt,
    };
}
