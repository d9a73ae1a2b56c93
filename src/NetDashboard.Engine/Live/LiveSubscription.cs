using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NetDashboard.Live;

/// <summary>
/// One viewer's feed of a scan. Until it is read it keeps only which endpoints have changed, a few bytes each, however slow the viewer is; their
/// newest states are the board's. One reader at a time.
/// </summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly ScanBoard _board;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly bool[] _isPending;
    private readonly List<int> _pending = [];
    private LiveChanges? _snapshot;

    internal LiveSubscription(ScanBoard board, LiveChanges snapshot, TimeProvider time)
    {
        _board = board;
        _time = time;
        _snapshot = snapshot;
        _isPending = new bool[snapshot.Endpoints.Length];
    }

    /// <summary>
    /// Everything as it stood when the subscription began; what came later comes from <see cref="ReadChangesAsync"/>, which lets go of the snapshot.
    /// </summary>
    /// <exception cref="InvalidOperationException">Changes are read already.</exception>
    public LiveChanges Snapshot => _snapshot ?? throw new InvalidOperationException("The snapshot is there only until changes are read.");

    /// <summary>What changed since the last read, as soon as something did, but no more often than the interval.</summary>
    /// <param name="minInterval">Shortest time between two batches.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<LiveChanges> ReadChangesAsync(TimeSpan minInterval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _snapshot = null;
        while (await _wake.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _wake.Reader.TryRead(out _);
            yield return _board.Take(this);
            await Task.Delay(minInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the feed; a reading under way ends too.</summary>
    public void Dispose()
    {
        _board.Remove(this);
        _wake.Writer.TryComplete();
    }

    /// <summary>Notes that an endpoint has changed. Called under the board's lock.</summary>
    internal void Note(int endpoint)
    {
        if (!_isPending[endpoint])
        {
            _isPending[endpoint] = true;
            _pending.Add(endpoint);
        }
    }

    /// <summary>Tells the reader that something changed. Called under the board's lock, after the last <see cref="Note"/> of a change.</summary>
    internal void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Hands over the newest states of what was noted, and begins anew. Called under the board's lock.</summary>
    /// <param name="states">All states of the board.</param>
    internal ImmutableArray<EndpointState> Drain(EndpointState[] states)
    {
        var changed = ImmutableArray.CreateBuilder<EndpointState>(_pending.Count);
        foreach (var endpoint in _pending)
        {
            _isPending[endpoint] = false;
            changed.Add(states[endpoint]);
        }

        _pending.Clear();
        return changed.MoveToImmutable();
    }
}
