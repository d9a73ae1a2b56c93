using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Circuits;
using NetDashboard.Components.Reruns;
using NetDashboard.Live;

namespace NetDashboard.Components.Stories;

/// <summary>What a scan tells as a whole: why logins failed, where, and how long they took. Looks at the board once a second while the browser is there.</summary>
/// <param name="connection">Tells whether the browser is there.</param>
/// <param name="time">The clock.</param>
public sealed partial class StoryPanel(CircuitConnection connection, TimeProvider time) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _disposed = new();
    private Task _watching = Task.CompletedTask;
    private ScanStory _story = null!;
    private bool _couldRerun;
    private bool _isOpen;
    private bool _isStale = true;

    /// <summary>The scan.</summary>
    [Parameter, EditorRequired]
    public required ScanBoard Board { get; set; }

    /// <summary>The page that shows the scan, without a query.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>Whether anything may be tried again now.</summary>
    [Parameter, EditorRequired]
    public required bool CanRerun { get; set; }

    /// <summary>Asked to try the devices of a reason again.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<RerunWish<ReasonGroup>> Rerun { get; set; }

    /// <summary>Completes as soon as something new may be shown: the story stands still together with the rows.</summary>
    [Parameter]
    public Func<CancellationToken, Task> WhenLive { get; set; } = _ => Task.CompletedTask;

    /// <summary>Asked to show the device of an endpoint.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<int> Open { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _watching;
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _story = Board.Story;
        if (RendererInfo.IsInteractive)
        {
            _watching = WatchAsync();
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _isStale |= _couldRerun != CanRerun;
        _couldRerun = CanRerun;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _isStale;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _isStale = false;

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_disposed.Token))
            {
                await connection.WhenUpAsync(_disposed.Token);
                await WhenLive(_disposed.Token);
                var story = Board.Story;
                if (!ReferenceEquals(story, _story))
                {
                    await InvokeAsync(() => Show(story));
                }
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; a renderer that is going away may say so in several ways.
        }
    }

    private void Show(ScanStory story)
    {
        _story = story;
        Refresh();
    }

    private void Toggle()
    {
        _isOpen = !_isOpen;
        Refresh();
    }

    private void Refresh()
    {
        _isStale = true;
        StateHasChanged();
    }

    private string LinkToReason(ReasonGroup group) => group.Status is EndpointStatus.Cancelled
        ? LinkTo("status", "cancelled")
        : $"{LinkTo("reason", group.Failure.ToString())}&stage={group.Stage}";

    private string LinkTo(string field, string value) => $"{Path}?{field}={Uri.EscapeDataString(value)}";
}
