using Microsoft.AspNetCore.Components;
using NetDashboard.Live;

namespace NetDashboard.Components.Scans;

/// <summary>Tells changes to screen readers, at most one sentence in five seconds.</summary>
public sealed partial class ScanAnnouncer : ComponentBase
{
    /// <summary>Shortest time between two sentences.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _disposed = new();
    private Task _waiting = Task.CompletedTask;
    private long? _lastTold;
    private string _sentence = string.Empty;

    /// <summary>The scan in numbers.</summary>
    [Parameter, EditorRequired]
    public required ScanSummary Summary { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_waiting.IsCompleted && RendererInfo.IsInteractive)
        {
            _waiting = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        if (_lastTold is { } last && MinInterval - Time.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, Time, _disposed.Token);
        }

        _lastTold = Time.GetTimestamp();
        var sentence = ScanWords.Announce(Summary);
        if (sentence != _sentence)
        {
            _sentence = sentence;
            StateHasChanged();
        }
    }
}
