using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Live;

/// <summary>A scanner whose results a test gives by hand.</summary>
internal sealed class HandScanner : IScanner
{
    private Channel<ProbeResult> _results = Channel.CreateUnbounded<ProbeResult>();
    private Action<ScanItem>? _started;

    public ConcurrentQueue<ScanPlan> Plans { get; } = new();

    public async IAsyncEnumerable<ProbeResult> ScanAsync(
        ScanPlan plan, Action<ScanItem>? started = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _started = started;
        _results = Channel.CreateUnbounded<ProbeResult>();
        Plans.Enqueue(plan);
        await foreach (var result in _results.Reader.ReadAllAsync(cancellationToken))
        {
            yield return result;
        }
    }

    public void Start(ScanItem item) => _started?.Invoke(item);

    public void Give(ProbeResult result) => _results.Writer.TryWrite(result);

    public void End(Exception? error = null) => _results.Writer.TryComplete(error);
}
