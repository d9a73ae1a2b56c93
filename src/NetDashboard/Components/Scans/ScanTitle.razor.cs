using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace NetDashboard.Components.Scans;

/// <summary>Counts failed endpoints in the browser's tab.</summary>
public sealed partial class ScanTitle : ComponentBase
{
    private const string Product = "NetDashboard";

    private string? _set;

    /// <summary>Endpoints that failed.</summary>
    [Parameter, EditorRequired]
    public required int Failed { get; set; }

    private string Title => Failed > 0 ? $"({Failed}) {Product}" : Product;

    /// <inheritdoc/>
    protected override bool ShouldRender() => _set != Title;

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
