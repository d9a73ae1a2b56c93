using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Dialogs;
using NetDashboard.Components.Statuses;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Probing;
using Radzen;

namespace NetDashboard.Components.Inventories;

/// <summary>An upload before it is accepted: what was read of it, and what is to be said about it.</summary>
/// <param name="library">Reads it in another format.</param>
/// <param name="catalog">Knows the protocols' names.</param>
/// <param name="dialogs">Asks before something is replaced.</param>
public sealed partial class UploadPreview(InventoryLibrary library, ProbeCatalog catalog, DialogService dialogs) : ComponentBase
{
    private const int MaxRows = 10;

    private ImmutableArray<Device> _rows = [];
    private ElementReference _title;
    private string _name = string.Empty;
    private string? _problem;
    private bool _isBusy;

    /// <summary>What was read. Give the component a key of it: it stays with its first.</summary>
    [Parameter, EditorRequired]
    public required InventoryPreview Preview { get; set; }

    /// <summary>Whether it was uploaded to replace another, so that this need not be asked.</summary>
    [Parameter, EditorRequired]
    public required bool IsReplacement { get; set; }

    /// <summary>Told what was read in another format.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<InventoryPreview> Reread { get; set; }

    /// <summary>Asked to keep it under a name.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<(InventoryPreview Preview, string Name)> Accepted { get; set; }

    /// <summary>Asked to forget it.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Discarded { get; set; }

    private ProbeCatalog Catalog => catalog;

    private string? Chosen => Preview.IsFormatChosen ? Preview.Format : string.Empty;

    private bool IsTaken => !IsReplacement && Preview.Replaces == _name.Trim();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _name = Preview.Name;

        // Copied, since a preview may end while it is still shown.
        _rows = Preview.Inventory is { } inventory ? [.. inventory.Devices.Take(MaxRows)] : [];
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The input that had the focus is gone.
        if (firstRender)
        {
            await _title.FocusAsync();
        }
    }

    private async Task RereadAsync(string? format)
    {
        _isBusy = true;
        try
        {
            if (!Preview.IsAlive)
            {
                _problem = "This upload had to make room for later ones. Upload it again.";
                return;
            }

            await Reread.InvokeAsync(await library.PreviewAgainAsync(Preview, format is { Length: > 0 } ? format : null));
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task AcceptAsync()
    {
        if (IsTaken && !await ConfirmBox.AskAsync(
                dialogs, $"Replace {_name.Trim()}?", $"Replace {_name.Trim()}", $"The upload {_name.Trim()} is replaced by this one: {FindingWords.Devices(Preview.Devices)}."))
        {
            return;
        }

        _isBusy = true;
        try
        {
            await Accepted.InvokeAsync((Preview, _name.Trim()));
        }
        finally
        {
            _isBusy = false;
        }
    }
}
