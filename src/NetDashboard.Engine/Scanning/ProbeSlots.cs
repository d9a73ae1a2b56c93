namespace NetDashboard.Scanning;

/// <summary>
/// The places for devices that are tried at the same time, shared by all scans: a place that falls free goes to the scan that holds the fewest, so a
/// small scan is not held up by a large one, and a lone scan has them all. Safe for many threads.
/// </summary>
internal sealed class ProbeSlots
{
    private readonly Lock _gate = new();
    private readonly List<Lane> _lanes = [];
    private int _capacity = 1;
    private int _inUse;

    /// <summary>Opens the way of one scan.</summary>
    /// <param name="capacity">Places there are now, at least one; asked only while none is in use.</param>
    /// <returns>Dispose it after its last place was given back.</returns>
    public Lane Open(Func<int> capacity)
    {
        lock (_gate)
        {
            _capacity = _inUse == 0 ? capacity() : _capacity;
            var lane = new Lane(this, _capacity);
            _lanes.Add(lane);
            return lane;
        }
    }

    private async ValueTask<Slot> EnterAsync(Lane lane, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_inUse < _capacity)
            {
                return Take(lane);
            }

            waiter = new Waiter();
            lane.Waiting.Enqueue(waiter);
        }

        // Outside the lock: a token that is already signalled runs the callback at once.
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter).ConfigureAwait(false);
        return await waiter.Task.ConfigureAwait(false);
    }

    private Slot Take(Lane lane)
    {
        _inUse++;
        lane.Held++;
        return new Slot(lane);
    }

    private void Leave(Lane lane)
    {
        lock (_gate)
        {
            _inUse--;
            lane.Held--;
            while (_inUse < _capacity && _lanes.Where(other => other.Waiting.Count > 0).MinBy(other => other.Held) is { } next)
            {
                var slot = Take(next);
                if (!next.Waiting.Dequeue().TrySetResult(slot))
                {
                    // It was cancelled while it waited.
                    _inUse--;
                    next.Held--;
                }
            }
        }
    }

    private void Close(Lane lane)
    {
        lock (_gate)
        {
            _lanes.Remove(lane);
        }
    }

    /// <summary>The way of one scan to its places.</summary>
    /// <param name="slots">The places.</param>
    /// <param name="most">The most it can hold at the same time.</param>
    internal sealed class Lane(ProbeSlots slots, int most) : IDisposable
    {
        /// <summary>The most places it can hold at the same time.</summary>
        public int Most { get; } = most;

        internal int Held { get; set; }

        internal Queue<Waiter> Waiting { get; } = new();

        /// <summary>Waits for a place; those of one lane get theirs in the order they asked.</summary>
        /// <returns>Dispose it to give the place back.</returns>
        public ValueTask<Slot> EnterAsync(CancellationToken cancellationToken) => slots.EnterAsync(this, cancellationToken);

        public void Dispose() => slots.Close(this);

        internal void Leave() => slots.Leave(this);
    }

    /// <summary>A place, until it is disposed; once.</summary>
    internal readonly struct Slot(Lane lane) : IDisposable
    {
        public void Dispose() => lane.Leave();
    }

    internal sealed class Waiter() : TaskCompletionSource<Slot>(TaskCreationOptions.RunContinuationsAsynchronously);
}
