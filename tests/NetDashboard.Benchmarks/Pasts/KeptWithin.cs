using System.Diagnostics;
using NetDashboard.Live;
using NetDashboard.Storage;

namespace NetDashboard.Benchmarks.Pasts;

/// <summary>Hands results to a store, one every few milliseconds, and notes how long each waits to be kept.</summary>
internal sealed class KeptWithin
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(5);

    private readonly List<double> _milliseconds = [];

    public IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>Goes on until something else is done, which begins when the scan is under way: to lay out a scan of that size takes the process a moment of its own.</summary>
    public async Task<T> UntilAsync<T>(ScanStore store, MadePast past, Func<Task<T>> begin, CancellationToken cancellationToken)
    {
        var layout = new ScanLayout([.. Enumerable.Range(1, MadePast.Devices).Select(i => new NetDashboard.Inventory.Device(
            $"sw-{i:00000}", $"sw-{i:00000}.campus.example", [new NetDashboard.Inventory.Endpoint { Protocol = "ssh", CredentialId = "c1" }]))]);
        var board = new ScanBoard(Guid.NewGuid(), "meanwhile.yaml", layout, TimeProvider.System);
        var begun = new System.Collections.Concurrent.ConcurrentQueue<long>();
        var journal = await store.BeginAsync(
            new RunBeginning(board, 1, TimeProvider.System.GetUtcNow(), [.. Enumerable.Range(0, MadePast.Devices)]),
            (_, _) =>
            {
                if (begun.TryDequeue(out var at))
                {
                    _milliseconds.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                }
            },
            cancellationToken);

        // What the scan was laid out with is old now, so that it is not moved about while something else is measured.
        GC.Collect();
        var other = begin();
        for (var i = 0; !other.IsCompleted; i++)
        {
            begun.Enqueue(Stopwatch.GetTimestamp());
            var place = layout.Endpoints[i % MadePast.Devices];
            await journal.AddAsync(past.ResultOf(place, TimeProvider.System.GetUtcNow(), isBad: false) with { Attempt = 1 + (i / MadePast.Devices) }, cancellationToken);
            await Task.Delay(s_pace, cancellationToken);
        }

        await journal.EndAsync(new RunEnding(ScanState.Completed, Problem: null, TimeProvider.System.GetUtcNow(), default), cancellationToken);
        return await other;
    }
}
