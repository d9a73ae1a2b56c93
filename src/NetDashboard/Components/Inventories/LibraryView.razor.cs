using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Dialogs;
using NetDashboard.Components.Statuses;
using NetDashboard.Inventory.Files;
using Radzen;

namespace NetDashboard.Components.Inventories;

/// <summary>The library: what there is, what is wrong with it, and all that can be done with it. Follows changes, whoever makes them.</summary>
/// <param name="library">The inventories.</param>
/// <param name="dialogs">Asks, and shows differences.</param>
/// <param name="logger">Receives a feed that broke.</param>
public sealed partial class LibraryView(InventoryLibrary library, DialogService dialogs, ILogger<LibraryView> logger) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan s_minInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _disposed = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private IReadOnlyList<InventoryEntry> _entries = [];
    private Task _watching = Task.CompletedTask;
    private InventoryPreview? _preview;
    private string? _replacing;
    private string? _outcome;
    private string? _problem;
    private string? _folderProblem;

    private InventoryLibrary Library => library;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _preview?.Dispose();
        await _disposed.CancelAsync();
        await _watching;
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Show(library.List());
        if (RendererInfo.IsInteractive)
        {
            _watching = WatchAsync();
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var entries in library.WatchAsync(s_minInterval, _disposed.Token))
            {
                await InvokeAsync(() =>
                {
                    Show(entries);
                    StateHasChanged();
                });
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; a renderer that is going away may say so in several ways.
        }
        catch (Exception e)
        {
            // Shown, since a list that silently stands still would be taken for the truth.
            logger.LibraryFeedBroken(e);
            _problem = "Live updates stopped because of a defect in NetDashboard. Reload the page to see the current state.";
            await InvokeAsync(StateHasChanged);
        }
    }

    private void Show(IReadOnlyList<InventoryEntry> entries)
    {
        _entries = entries;
        _folderProblem = FolderState.FindProblem(library.Directory);
    }

    private void ToggleFindings(string name)
    {
        if (!_open.Remove(name))
        {
            _open.Add(name);
        }
    }

    private void ShowPreview(InventoryPreview preview)
    {
        (_preview, var former) = (preview, _preview);
        (_outcome, _problem) = (null, null);
        if (!ReferenceEquals(former, preview))
        {
            former?.Dispose();
        }
    }

    private void Replace(string name)
    {
        Discard();
        (_replacing, _outcome, _problem) = (name, null, null);
    }

    private void Discard()
    {
        _preview?.Dispose();
        (_preview, _replacing) = (null, null);
    }

    private async Task ConcludeAsync((InventoryPreview Preview, string Name) accepted)
    {
        var outcome = await library.AcceptUploadAsync(accepted.Preview, accepted.Name, _disposed.Token);
        if (outcome.IsDone)
        {
            Discard();
            (_outcome, _problem) = ($"{outcome.Name} was accepted: {FindingWords.Devices(accepted.Preview.Devices)}.", null);
            Show(library.List());
        }
        else
        {
            _problem = outcome.Problem;
        }
    }

    private async Task RenameAsync(string name)
    {
        if (await RenameBox.AskAsync(dialogs, name) is { } newName && newName != name)
        {
            await ChangeAsync(() => library.RenameAsync(name, newName, _disposed.Token), outcome => $"{name} is now called {outcome.Name}.");
        }
    }

    private async Task DeleteAsync(InventoryEntry entry)
    {
        if (await ConfirmBox.AskAsync(
                dialogs,
                $"Delete {entry.Name}?",
                $"Delete {entry.Name}",
                $"The upload {entry.Name} ({FindingWords.Devices(entry.Devices)}) and its secrets are deleted for good. A running scan of it goes on."))
        {
            await ChangeAsync(() => library.DeleteAsync(entry.Name, _disposed.Token), _ => $"{entry.Name} was deleted.");
        }
    }

    private async Task ShowDifferenceAsync(string name)
    {
        var difference = await library.DifferenceAsync(name, _disposed.Token);
        await dialogs.OpenAsync<DifferenceBox>(
            $"What changed in {name}",
            new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(DifferenceBox.Difference)] = difference },
            new DialogOptions { CssClass = "side-panel", CloseDialogOnOverlayClick = true, AutoFocusFirstElement = false });
    }

    private async Task ChangeAsync(Func<Task<LibraryOutcome>> change, Func<LibraryOutcome, string>? words)
    {
        var outcome = await change();
        _outcome = outcome.IsDone ? words?.Invoke(outcome) : null;
        _problem = outcome.Problem;
        Show(library.List());
    }
}
