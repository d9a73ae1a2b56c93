using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Reruns;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Components.Devices;

/// <summary>Everything that is known of one device of a scan, kept up to date while it is open.</summary>
/// <param name="catalog">Knows the protocols' names and ports.</param>
public sealed partial class DeviceDrawer(ProbeCatalog catalog) : ComponentBase
{
    private ElementReference _drawer;
    private string? _told;

    /// <summary>The device and its states.</summary>
    [Parameter, EditorRequired]
    public required DeviceFeed Feed { get; set; }

    /// <summary>The endpoint that was asked for and comes first; <see langword="null"/> for none in particular.</summary>
    [Parameter]
    public int? First { get; set; }

    /// <summary>How an endpoint was logged in to last, by its index.</summary>
    [Parameter, EditorRequired]
    public required Func<int, LoginAccount?> AccountOf { get; set; }

    /// <summary>Asked to try an endpoint again.</summary>
    [Parameter]
    public EventCallback<RerunWish<int>> Rerun { get; set; }

    private IEnumerable<EndpointState> InOrder => Feed.States.OrderBy(state => state.Index != First);

    /// <inheritdoc/>
    public void Dispose() => Feed.Changed -= Show;

    /// <inheritdoc/>
    protected override void OnInitialized() => Feed.Changed += Show;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The dialog hears the Escape key only while it holds the focus.
        if (firstRender)
        {
            await _drawer.FocusAsync();
        }
    }

    private Inventory.Endpoint EndpointOf(EndpointState state) => Feed.Layout.Endpoints[state.Index].Endpoint;

    // The button that was pressed is disabled by the run it began, or lay under a dialog: the focus would be nowhere.
    private async Task RerunAsync(RerunWish<int> wish)
    {
        await Rerun.InvokeAsync(wish);
        await _drawer.FocusAsync(preventScroll: true);
    }

    private void Show(object? sender, EventArgs e)
    {
        _told = string.Join(", ", Feed.States.Select(state => $"{TitleOf(state)} {StatusLook.Of(state.Status).Word}"));
        StateHasChanged();
    }

    private string TitleOf(EndpointState state) => catalog.TitleOf(EndpointOf(state).Protocol);

    private string? CommandOf(EndpointState state)
    {
        var account = AccountOf(state.Index);
        var endpoint = EndpointOf(state);
        endpoint = endpoint with { CryptoProfile = account?.CryptoProfile ?? endpoint.CryptoProfile };
        return catalog.Find(endpoint.Protocol) is { } probe
            ? LoginCommand.For(Feed.Device.Host, endpoint.Port ?? probe.DefaultPort, endpoint, account?.UserName, account?.PrivateKeyFile)
            : null;
    }
}
