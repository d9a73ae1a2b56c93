namespace NetDashboard.Components.Scans;

/// <summary>
/// Keeps what changes many times a second from being shown more often than anybody can read it; the last change is always shown. Used on the
/// renderer's dispatcher only.
/// </summary>
/// <param name="interval">Shortest time between two showings.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Shows what was put off.</param>
public sealed class RenderPace(TimeSpan interval, TimeProvider time, Action show) : IAsyncDisposable
{
    // What is shown anyway soon after the interval takes the change with it, which saves a message.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _disposed = new();
    private Task _later = Task.CompletedTask;
    private bool _isPutOff;
    private long? _last;

    private TimeSpan Left => _last is { } last ? interval - time.GetElapsedTime(last) : TimeSpan.Zero;

    /// <summary>Asks whether to show a change now; if not, it will be shown by itself.</summary>
    /// <param name="isUrgent">Whether it must not wait.</param>
    public bool Take(bool isUrgent = false)
    {
        _isPutOff = !isUrgent && Left > TimeSpan.Zero;
        if (!_isPutOff)
        {
            _last = time.GetTimestamp();
        }
        else if (_later.IsCompleted)
        {
            _later = ShowLaterAsync();
        }

        return !_isPutOff;
    }

    /// <summary>Shows nothing any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _later.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _disposed.Dispose();
    }

    private async Task ShowLaterAsync()
    {
        while (Left is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left + s_patience, time, _disposed.Token);
        }

        // A change after it may have been shown meanwhile, and this one with it.
        if (_isPutOff)
        {
            _isPutOff = false;
            show();
            _last = time.GetTimestamp();
        }
    }
}
