using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using NetDashboard.Components.Statuses;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Components.Inventories;

/// <summary>Takes an inventory from the browser into the library: whole or not at all.</summary>
/// <param name="library">Reads and holds it.</param>
public sealed partial class UploadBox(InventoryLibrary library) : ComponentBase
{
    private readonly CancellationTokenSource _disposed = new();
    private ImmutableArray<InventoryFinding> _findings = [];
    private string? _outcome;
    private string? _problem;
    private bool _isBusy;

    // A new input for each upload: browsers stay silent when the same file is chosen again after it was mended.
    private int _times;

    /// <summary>Told the name of an inventory that was taken in.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> Accepted { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        var file = change.File;
        (_findings, _problem, _outcome, _isBusy) = ([], null, $"Reading {file.Name}", true);
        try
        {
            if (file.Size > InventoryReader.MaxBytes)
            {
                Refuse($"{file.Name} has {FindingWords.Megabytes(file.Size)}; an inventory may have {FindingWords.Megabytes(InventoryReader.MaxBytes)}. Split it into several files and choose them together.");
                return;
            }

            var content = await ReadAsync(file);
            await ConcludeAsync(await library.AddUploadAsync(file.Name, content, _disposed.Token));
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; nothing was taken in.
        }
        catch (Exception e) when (e is IOException or JSException or OperationCanceledException)
        {
            Refuse($"{file.Name} did not arrive whole, so nothing of it was taken in. Choose it again.");
        }
        finally
        {
            _isBusy = false;
            _times++;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(IBrowserFile file)
    {
        using var content = new MemoryStream((int)file.Size);
        await using var upload = file.OpenReadStream(InventoryReader.MaxBytes, _disposed.Token);
        await upload.CopyToAsync(content, _disposed.Token);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private async Task ConcludeAsync(InventoryUpload upload)
    {
        _findings = upload.Reading.Findings;
        if (upload.Reading.Inventory is not { } inventory)
        {
            Refuse($"{upload.Name} was not accepted: {FindingWords.Count(_findings)}. Nothing of it was taken in.");
            return;
        }

        _outcome = $"{upload.Name} was accepted: {FindingWords.Devices(inventory)}.";
        await Accepted.InvokeAsync(upload.Name);
    }

    private void Refuse(string problem) => (_problem, _outcome) = (problem, null);
}
