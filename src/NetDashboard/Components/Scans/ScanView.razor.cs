using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Circuits;
using NetDashboard.Components.Devices;
using NetDashboard.Components.Reruns;
using NetDashboard.Components.Scans.Results;
using NetDashboard.Live;
using Radzen;

namespace NetDashboard.Components.Scans;

/// <summary>One scan, live: numbers, progress, table, and what can be done with it. Give it a key of the scan's id: it stays with its first board.</summary>
/// <param name="scans">Knows the accounts.</param>
/// <param name="reruns">Does what is asked.</param>
/// <param name="connection">Tells whether the browser is there.</param>
/// <param name="dialogs">Shows details.</param>
/// <param name="address">Tells which results are asked for.</param>
/// <param name="baselines">Knows the scan before.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives a feed that broke.</param>
public sealed partial class ScanView(
    ScanService scans,
    RerunDesk reruns,
    CircuitConnection connection,
    DialogService dialogs,
    PageAddress address,
    Baselines baselines,
    TimeProvider time,
    ILogger<ScanView> logger) : ComponentBase
{
    private static readonly TimeSpan s_minRenderInterval = TimeSpan.FromMilliseconds(100);

    // Numbers that change faster cannot be read, and every change of them goes to every viewer.
    private static readonly TimeSpan s_minNumbersInterval = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _disposed = new();
    private LiveSubscription? _subscription;
    private Task _watching = Task.CompletedTask;
    private LiveRows _rows = null!;
    private ScanSummary _summary = null!;
    private RenderBatch? _batch;
    private ResultsPanel? _results;
    private LivePause _pause = null!;
    private RenderPace _numbers = null!;
    private ImmutableArray<string> _remarks = [];
    private DeviceFeed? _open;
    private string? _feedProblem;

    /// <summary>The scan.</summary>
    [Parameter, EditorRequired]
    public required ScanBoard Board { get; set; }

    /// <summary>The page this stands on, without a query: filters are links to it.</summary>
    [Parameter]
    public string Path { get; set; } = "/";

    private string Devices => Board.Layout.Devices.Length is 1 ? "1 device" : $"{Board.Layout.Devices.Length:N0} devices";

    private string Link => _rows.Query.ToString() is { Length: > 0 } query ? $"/scans/{Board.Id}?{query}" : $"/scans/{Board.Id}";

    private bool IsPaused() => !scans.Journal.IsHealthy;

    private string StateWords => _summary.State switch
    {
        ScanState.Running => "running since",
        ScanState.Completed => "completed, started",
        ScanState.Cancelled => "cancelled, started",
        ScanState.Interrupted => "interrupted, started",
        _ => "ended by a defect, started",
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        reruns.Begun -= Resume;
        _subscription?.Dispose();
        await _disposed.CancelAsync();
        await _watching;
        await _numbers.DisposeAsync();
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _subscription = Board.Subscribe();
        _summary = _subscription.Snapshot.Summary;
        _pause = new LivePause(time);
        _numbers = new RenderPace(s_minNumbersInterval, time, () => _batch?.Run(StateHasChanged));
        (var query, _remarks) = address.Read();
        _rows = new LiveRows(Board.Layout, _subscription.Snapshot, query, new RowActions(OpenAsync, OpenDeviceAsync, ShowRows), baselines.Peek(Board));
        if (RendererInfo.IsInteractive)
        {
            reruns.Begun += Resume;
            _watching = Task.WhenAll(WatchAsync(_subscription), CompareAsync());
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
                await _pause.WhenLiveAsync(_disposed.Token);
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

    private async Task CompareAsync()
    {
        try
        {
            if (_rows.Baseline is null && await baselines.FindAsync(Board).WaitAsync(_disposed.Token) is { } before)
            {
                await InvokeAsync(() => _rows.Compare(before));
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; a renderer that is going away may say so in several ways.
        }
    }

    private void Show(LiveChanges changes)
    {
        var isTurn = changes.Summary.State != _summary.State;
        _rows.Apply(changes);
        _summary = changes.Summary;
        var withNumbers = _numbers.Take(isTurn);
        if (withNumbers || _rows.HasChanges || _open is not null)
        {
            _batch?.Run(() =>
            {
                _rows.Refresh();
                _open?.Refresh(!_summary.IsRunning);
                if (withNumbers)
                {
                    StateHasChanged();
                }
            });
        }
    }

    private void ShowRows() => _batch?.Run(() =>
    {
        _rows.Refresh();
        _results?.Refresh();
        StateHasChanged();
    });

    // Who begins something wants to see it.
    private void Resume(object? sender, EventArgs e) => _pause.End();

    private Task RerunReasonAsync(RerunWish<ReasonGroup> wish) =>
        RerunAsync(Board.Select(wish.Of.Contains), wish.WithChanges, "What ended for this reason is tried again, with the changes made here.");

    private Task RerunEndpointAsync(RerunWish<int> wish) =>
        RerunAsync(new HashSet<int> { wish.Of }, wish.WithChanges, "This login is tried again, with the changes made here.");

    private Task RerunAsync(IReadOnlySet<int> endpoints, bool withChanges, string what) =>
        withChanges ? reruns.AskAsync(Board, endpoints, what) : reruns.BeginAsync(Board, RerunRequest.Of(endpoints));

    private Task OpenDeviceAsync(int row)
    {
        var states = _rows.StatesOf(row);
        return OpenAsync(states.FirstOrDefault(state => state.Status.IsWorthRerun()) ?? states[0]);
    }

    private Task OpenAsync(EndpointState state) => OpenAsync(state.Index);

    private async Task OpenAsync(int endpoint)
    {
        var place = Board.Layout.Endpoints[endpoint];
        if (_open?.Device == place.Device)
        {
            return; // A second key press came before the drawer had the focus.
        }

        var feed = _open = new DeviceFeed(Board.Layout, place.Device, () => _rows.StatesOf(place.Row), !_summary.IsRunning);
        await dialogs.OpenAsync<DeviceDrawer>(
            place.Device.Name,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(DeviceDrawer.Feed)] = feed,
                [nameof(DeviceDrawer.First)] = endpoint,
                [nameof(DeviceDrawer.AccountOf)] = (int index) => scans.AccountOf(Board.Id, index),
                [nameof(DeviceDrawer.Rerun)] = EventCallback.Factory.Create<RerunWish<int>>(this, RerunEndpointAsync),
            },
            new DialogOptions { CssClass = "side-panel", CloseDialogOnOverlayClick = true, AutoFocusFirstElement = false });
        if (ReferenceEquals(_open, feed))
        {
            _open = null;
        }
    }
}
