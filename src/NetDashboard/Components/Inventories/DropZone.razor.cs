using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using NetDashboard.Components.Statuses;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Components.Inventories;

/// <summary>Takes an inventory from the browser, dropped or chosen, as far as a preview: nothing is kept yet.</summary>
/// <param name="library">Reads it.</param>
public sealed partial class DropZone(InventoryLibrary library) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private string? _reading;
    private string? _problem;
    private bool _isBusy;

    // A new input for each upload: browsers stay silent when the same file is chosen again after it was mended.
    private int _times;

    /// <summary>Name of the upload whose place the next is to take; <see langword="null"/> for none.</summary>
    [Parameter, EditorRequired]
    public required string? Replaces { get; set; }

    /// <summary>Told what was read.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<InventoryPreview> Previewed { get; set; }

    /// <summary>Asked not to replace anything.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Leave { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        var file = change.File;
        (_problem, _reading, _isBusy) = (null, $"Reading {file.Name}", true);
        try
        {
            if (file.Size > InventoryReader.MaxBytes)
            {
                _problem = $"{file.Name} has {FindingWords.Megabytes(file.Size)}; an inventory may have {FindingWords.Megabytes(InventoryReader.MaxBytes)}. Split it into several files and choose them together.";
                return;
            }

            await using var content = file.OpenReadStream(InventoryReader.MaxBytes, _disposed.Token);
            await Previewed.InvokeAsync(await library.PreviewUploadAsync(file.Name, content, format: null, Replaces, _disposed.Token));
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; nothing was kept.
        }
        catch (Exception e) when (e is IOException or JSException or OperationCanceledException)
        {
            _problem = $"{file.Name} did not arrive whole, so nothing of it was kept. Choose it again.";
        }
        finally
        {
            (_isBusy, _reading) = (false, null);
            _times++;
        }
    }
}
