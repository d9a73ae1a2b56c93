using Microsoft.AspNetCore.Components;
using NetDashboard.Live;
using NetDashboard.Probing;
using Radzen;

namespace NetDashboard.Components.Scans;

/// <summary>One scan, live: numbers, progress, table, and what can be done with it. Give it a key of the scan's id: it stays with its first board.</summary>
/// <param name="scans">Does what is asked.</param>
/// <param name="connection">Tells whether the browser is there.</param>
/// <param name="catalog">Knows the protocols' names.</param>
/// <param name="dialogs">Shows details.</param>
/// <param name="notifications">Shows what could not be done.</param>
/// <param name="logger">Receives a feed that broke.</param>
public sealed partial class ScanView(
    ScanService scans,
    CircuitConnection connection,
    ProbeCatalog catalog,
    DialogService dialogs,
    NotificationService notifications,
    ILogger<ScanView> logger) : ComponentBase
{
    private static readonly TimeSpan s_minRenderInterval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _disposed = new();
    private LiveSubscription? _subscription;
    private Task _watching = Task.CompletedTask;
    private LiveRows _rows = null!;
    private ScanSummary _summary = null!;
    private RenderBatch? _batch;
    private ScanTable? _table;
    private string? _feedProblem;

    /// <summary>The scan.</summary>
    [Parameter, EditorRequired]
    public required ScanBoard Board { get; set; }

    private string Devices => Board.Layout.Devices.Length is 1 ? "1 device" : $"{Board.Layout.Devices.Length} devices";

    private string RerunText => _summary.Counts.WorthRerun is > 0 and var count && !_summary.IsRunning ? $"Re-run failed ({count})" : "Re-run failed";

    private string RerunSelectedText => _rows.Picks.Count is > 0 and var count ? $"Re-run selected ({count})" : "Re-run selected";

    private string StateWords => _summary.State switch
    {
        ScanState.Running => "running since",
        ScanState.Completed => "completed, started",
        ScanState.Cancelled => "cancelled, started",
        _ => "ended by a defect, started",
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _disposed.CancelAsync();
        await _watching;
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _subscription = Board.Subscribe();
        _summary = _subscription.Snapshot.Summary;
        _rows = new LiveRows(Board.Layout, _subscription.Snapshot, OpenAsync, ShowPicks);
        if (RendererInfo.IsInteractive)
        {
            _watching = WatchAsync(_subscription);
        }
        else
        {
            // A page made once needs the snapshot and nothing after it.
            _subscription.Dispose();
        }
    }

    private async Task WatchAsync(LiveSubscription subscription)
    {
        try
        {
            await foreach (var changes in subscription.ReadChangesAsync(s_minRenderInterval, _disposed.Token))
            {
                await InvokeAsync(() => Show(changes));
                await connection.WhenUpAsync(_disposed.Token);
            }
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left.
        }
        catch (Exception e)
        {
            // Shown, since a table that silently stands still would be taken for the truth.
            logger.FeedBroken(e, Board.Id);
            _feedProblem = "Live updates stopped because of a defect in NetDashboard. Reload the page to see the current state.";
            await InvokeAsync(StateHasChanged);
        }
    }

    private void Show(LiveChanges changes)
    {
        _rows.Apply(changes);
        _summary = changes.Summary;
        _batch?.Run(() =>
        {
            _rows.Refresh();
            StateHasChanged();
        });
    }

    private void ShowPicks() => _batch?.Run(() =>
    {
        _rows.Refresh();
        _table?.RefreshPicks();
        StateHasChanged();
    });

    private void Cancel() => scans.Cancel(Board.Id);

    private void Rerun() => Tell(scans.TryRerun(Board.Id, RerunRequest.Failed).HasBegun);

    private void RerunSelected() => Tell(scans.TryRerun(Board.Id, RerunRequest.Of(_rows.Picks.Endpoints())).HasBegun);

    private void Tell(bool hasBegun)
    {
        if (!hasBegun)
        {
            notifications.Notify(NotificationSeverity.Warning, "Not re-run", "As many scans are under way as may be, or this one is. Wait for an end or cancel one first.");
        }
    }

    private async Task OpenAsync(EndpointState state)
    {
        var endpoint = Board.Layout.Endpoints[state.Index];
        await dialogs.OpenAsync<EndpointDetails>(
            $"{endpoint.Device.Name} over {catalog.TitleOf(endpoint.Endpoint.Protocol)}",
            new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(EndpointDetails.State)] = state },
            new DialogOptions { CssClass = "side-panel", CloseDialogOnOverlayClick = true, AutoFocusFirstElement = false });
    }
}
