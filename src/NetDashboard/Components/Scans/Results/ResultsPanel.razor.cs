using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using NetDashboard.Live.Queries;

namespace NetDashboard.Components.Scans.Results;

/// <summary>
/// The results of a scan with all that finds and orders them. Keeps the query in the page's address, and rows in their places while the viewer
/// points at them.
/// </summary>
/// <param name="address">Holds the query.</param>
/// <param name="navigation">Tells when the viewer goes elsewhere.</param>
/// <param name="js">Tells whether the viewer points at the table.</param>
/// <param name="time">The clock.</param>
public sealed partial class ResultsPanel(PageAddress address, NavigationManager navigation, IJSRuntime js, TimeProvider time) : ComponentBase
{
    // Rows come, go and move by themselves at most this often.
    private static readonly TimeSpan s_orderInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _disposed = new();
    private DotNetObjectReference<ResultsPanel>? _self;
    private Task _ordering = Task.CompletedTask;
    private ResultQuery? _written;
    private ResultBar? _bar;
    private ScanTable? _table;
    private string _path = string.Empty;
    private bool _isHeld;

    /// <summary>What the viewer sees.</summary>
    [Parameter, EditorRequired]
    public required LiveRows Rows { get; set; }

    /// <summary>The scan.</summary>
    [Parameter, EditorRequired]
    public required Guid Scan { get; set; }

    /// <summary>Stops the page at a moment.</summary>
    [Parameter, EditorRequired]
    public required LivePause Pause { get; set; }

    /// <summary>What of the address was not understood.</summary>
    [Parameter]
    public ImmutableArray<string> Remarks { get; set; } = [];

    /// <summary>Whether what is shown is no longer the state of the scan.</summary>
    [Parameter]
    public bool IsStale { get; set; }

    /// <summary>Shows another query, order or other picks. Called while another component renders.</summary>
    public void Refresh()
    {
        _bar?.Refresh();
        _table?.Refresh();
        if (_written != Rows.Query)
        {
            _written = Rows.Query;
            _ = WriteAddressAsync(Rows.Query);
        }
    }

    /// <summary>Told by the browser when the pointer or the focus comes to the table, and when it has left.</summary>
    [JSInvokable]
    public void Hold(bool isHeld) => _isHeld = isHeld;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= FollowAddress;
        await _disposed.CancelAsync();
        await _ordering;
        _self?.Dispose();
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _written = Rows.Query;
        _path = new Uri(navigation.Uri).AbsolutePath;
        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += FollowAddress;
            _ordering = KeepOrderAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _table is not null)
        {
            _self = DotNetObjectReference.Create(this);
            await IfConnectedAsync(() => js.InvokeVoidAsync("netDashboard.watchTable", _table.Frame, _self));
        }
    }

    private async Task KeepOrderAsync()
    {
        using var beat = new PeriodicTimer(s_orderInterval, time);
        try
        {
            while (await beat.WaitForNextTickAsync(_disposed.Token))
            {
                Rows.UpdateOrder(_isHeld);
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer left.
        }
    }

    private void FollowAddress(object? sender, LocationChangedEventArgs e)
    {
        // A link to another query of the same page, or a step back to one.
        if (new Uri(e.Location) is { } location && location.AbsolutePath == _path)
        {
            _ = InvokeAsync(() =>
            {
                _written = ResultAddress.Parse(location.Query).Query;
                Rows.Ask(_written);
            });
        }
    }

    private Task WriteAddressAsync(ResultQuery query) => IfConnectedAsync(() => address.WriteAsync(query));

    private static async Task IfConnectedAsync(Func<ValueTask> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone: there is no address to write and no table to watch.
        }
    }
}
