using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace NetDashboard.Components.Inventories;

/// <summary>A file input that is disabled until the browser listens to it: a file given to it before would be lost without a word.</summary>
public sealed class FileInput : InputFile
{
    private bool _isListening;

    /// <summary>Whether to take no file for now.</summary>
    [Parameter, EditorRequired]
    public required bool IsBusy { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Disable();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            _isListening = true;
            Disable();
            StateHasChanged();
        }
    }

    private void Disable()
    {
        var attributes = AdditionalAttributes is null ? [] : new Dictionary<string, object>(AdditionalAttributes, StringComparer.Ordinal);
        attributes["disabled"] = IsBusy || !_isListening;
        AdditionalAttributes = attributes;
    }
}
