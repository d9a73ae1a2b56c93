namespace NetDashboard.Components.Scans.Results;

/// <summary>Lets one viewer stop the page at a moment. The feed keeps the newest states meanwhile. Used on the renderer's dispatcher only.</summary>
/// <param name="time">The clock.</param>
public sealed class LivePause(TimeProvider time)
{
    private TaskCompletionSource _resumed = new();

    /// <summary>Since when nothing new is shown, in UTC; <see langword="null"/> while the page is live.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Completes as soon as new states may be shown.</summary>
    public Task WhenLiveAsync(CancellationToken cancellationToken) => Since is null ? Task.CompletedTask : _resumed.Task.WaitAsync(cancellationToken);

    /// <summary>Stops the page.</summary>
    public void Begin()
    {
        if (Since is null)
        {
            _resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Since = time.GetUtcNow();
        }
    }

    /// <summary>Goes on with the newest states.</summary>
    public void End()
    {
        Since = null;
        _resumed.TrySetResult();
    }
}
