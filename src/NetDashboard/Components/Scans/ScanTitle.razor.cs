using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace NetDashboard.Components.Scans;

/// <summary>Counts failed endpoints in the browser's tab.</summary>
public sealed partial class ScanTitle : ComponentBase
{
    private const string Product = "NetDashboard";

    // Each change is a call into the page and an answer from it.
    private static readonly TimeSpan s_minInterval = TimeSpan.FromSeconds(1);

    private RenderPace _pace = null!;
    private string? _set;

    /// <summary>Endpoints that failed.</summary>
    [Parameter, EditorRequired]
    public required int Failed { get; set; }

    private string Title => Failed > 0 ? $"({Failed}) {Product}" : Product;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pace.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized() => _pace = new RenderPace(s_minInterval, Time, StateHasChanged);

    /// <inheritdoc/>
    protected override bool ShouldRender() => _set != Title && _pace.Take();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // PageTitle reaches the head of a page only while the server makes it; later changes need the script.
        if (_set != Title)
        {
            _set = Title;
            await Js.InvokeVoidAsync("netDashboard.setTitle", _set);
        }
    }
}
