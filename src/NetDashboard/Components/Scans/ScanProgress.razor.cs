using Microsoft.AspNetCore.Components;
using NetDashboard.Live;

namespace NetDashboard.Components.Scans;

/// <summary>How far the run of a scan is. Counts down by itself while nothing else changes.</summary>
public sealed partial class ScanProgress : ComponentBase
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _disposed = new();
    private Task _ticking = Task.CompletedTask;
    private string _words = string.Empty;

    /// <summary>The scan in numbers.</summary>
    [Parameter, EditorRequired]
    public required ScanSummary Summary { get; set; }

    /// <summary>Tells whether the scan waits because nothing can be kept; <see langword="null"/> for never.</summary>
    [Parameter]
    public Func<bool>? IsPaused { get; set; }

    private string Words => ScanWords.Progress(Summary, Time.GetUtcNow(), IsPaused?.Invoke() is true);

    private string Share => (Summary.Total == 0 ? 0 : (double)Summary.Done / Summary.Total).ToString("0.####");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _words = Words;
        if (Summary.IsRunning && _ticking.IsCompleted && RendererInfo.IsInteractive)
        {
            _ticking = TickAsync();
        }
    }

    private async Task TickAsync()
    {
        while (Summary.IsRunning)
        {
            await Task.Delay(s_tick, Time, _disposed.Token);
            if (Words is var words && words != _words)
            {
                _words = words;
                StateHasChanged();
            }
        }
    }
}
