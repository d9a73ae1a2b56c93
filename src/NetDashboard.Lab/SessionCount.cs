namespace NetDashboard.Lab;

/// <summary>Counts running sessions, and lets the fleet wait for the last one to end.</summary>
internal sealed class SessionCount
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running = 1; // The fleet itself, until it closes.

    public void Enter() => Interlocked.Increment(ref _running);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Completes when all have left. Call once, when none can enter any more.</summary>
    public Task CloseAsync()
    {
        Leave();
        return _ended.Task;
    }
}
