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
        if (change.FileCount > InventoryLibrary.MaxFilesTogether)
        {
            _problem = $"{change.FileCount} files were given; at most {InventoryLibrary.MaxFilesTogether} make one inventory: the hosts, groups and defaults of Nornir. Upload others one after the other.";
            _times++;
            return;
        }

        var files = change.GetMultipleFiles(InventoryLibrary.MaxFilesTogether);
        var names = string.Join(", ", files.Select(file => file.Name));
        (_problem, _reading, _isBusy) = (null, $"Reading {names}", true);
        var contents = new List<Stream>();
        try
        {
            if (files.FirstOrDefault(file => file.Size > InventoryReader.MaxBytes) is { } large)
            {
                _problem = $"{large.Name} has {FindingWords.Megabytes(large.Size)}; an inventory may have {FindingWords.Megabytes(InventoryReader.MaxBytes)}. Split it into several files, and choose them together when you scan.";
                return;
            }

            contents.AddRange(files.Select(file => file.OpenReadStream(InventoryReader.MaxBytes, _disposed.Token)));
            var uploads = files.Zip(contents, (file, content) => new UploadFile(file.Name, content)).ToArray();
            await Previewed.InvokeAsync(await library.PreviewUploadAsync(uploads, Replaces, _disposed.Token));
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; nothing was kept.
        }
        catch (Exception e) when (e is IOException or JSException or OperationCanceledException)
        {
            _problem = $"{names} did not arrive whole, so nothing of it was kept. Choose it again.";
        }
        finally
        {
            foreach (var content in contents)
            {
                await content.DisposeAsync();
            }

            (_isBusy, _reading) = (false, null);
            _times++;
        }
    }
}
