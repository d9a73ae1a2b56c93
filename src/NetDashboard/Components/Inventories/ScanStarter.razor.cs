using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Operators;
using NetDashboard.Components.Statuses;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;

namespace NetDashboard.Components.Inventories;

/// <summary>Chooses inventories and devices of them, asks what they need, and starts a scan.</summary>
/// <param name="library">The inventories.</param>
/// <param name="scans">Runs the scan.</param>
/// <param name="who">Tells who wants it.</param>
public sealed partial class ScanStarter(InventoryLibrary library, ScanService scans, OperatorName who) : ComponentBase
{
    private static readonly TimeSpan s_minInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _disposed = new();
    private readonly SortedSet<string> _chosen = new(StringComparer.Ordinal);
    private readonly ScanDraft _draft = new();
    private IReadOnlyList<InventoryEntry> _entries = [];
    private Task _watching = Task.CompletedTask;
    private string? _problem;
    private bool _isStarting;
    private int _reads;

    /// <summary>Whether one more scan may begin now.</summary>
    [Parameter, EditorRequired]
    public required bool HasRoom { get; set; }

    private InventoryLibrary Library => library;

    private ImmutableArray<InventoryFinding> Findings => _draft.Reading?.Findings ?? [];

    private string? WhyNot =>
        !RendererInfo.IsInteractive ? "Connecting to the server."
        : !HasRoom ? RefusalWords.Of(StartRefusal.TooManyScans, scans.MaxRunning)
        : _chosen.Count == 0 ? "Choose at least one inventory."
        : _draft.Reading is null ? "Reading the chosen inventories."
        : _draft.Reading.Inventory is null ? $"{FindingWords.Count(Findings)} in the chosen inventories."
        : _draft.FilterProblem is not null ? "The filter cannot be read."
        : _draft.Chosen is { Devices.IsEmpty: true } ? "No device is chosen."
        : !_draft.IsAnswered ? "Answer what is asked for this scan."
        : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _watching;
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _entries = library.List();
        if (_entries is [var only])
        {
            _chosen.Add(only.Name);
        }

        if (RendererInfo.IsInteractive)
        {
            _watching = WatchAsync();
        }
    }

    private static bool IsSame(InventoryEntry? a, InventoryEntry? b) =>
        a?.LastWriteTime == b?.LastWriteTime && a?.Size == b?.Size && a?.Format == b?.Format && a?.BrokenSince == b?.BrokenSince && a?.LastGood == b?.LastGood;

    // After the page is there: reading thousands of devices must not keep anybody waiting for it.
    private async Task WatchAsync()
    {
        try
        {
            if (_chosen.Count > 0)
            {
                await InvokeAsync(ReadAsync);
            }

            await foreach (var entries in library.WatchAsync(s_minInterval, _disposed.Token))
            {
                await InvokeAsync(() => ShowAsync(entries));
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; a renderer that is going away may say so in several ways.
        }
    }

    private async Task ShowAsync(IReadOnlyList<InventoryEntry> entries)
    {
        var before = _entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var now = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        _entries = entries;
        var isOther = _chosen.RemoveWhere(name => !now.ContainsKey(name)) > 0
            || _chosen.Any(name => before.TryGetValue(name, out var former) && former.IsRead && !IsSame(former, now[name]));
        StateHasChanged();
        if (isOther)
        {
            await ReadAsync();
        }
    }

    private Task ChooseAsync((string Name, bool IsChosen) choice)
    {
        _ = choice.IsChosen ? _chosen.Add(choice.Name) : _chosen.Remove(choice.Name);
        _problem = null;
        return ReadAsync();
    }

    private Task ShowUploadAsync(string name)
    {
        _chosen.Add(name);
        _entries = library.List();
        _problem = null;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var number = ++_reads;
        if (_chosen.Count == 0)
        {
            _draft.Take(reading: null);
            return;
        }

        // What was read before stays to be seen meanwhile; starting reads once more.
        try
        {
            var reading = await library.ReadAsync([.. _chosen], _disposed.Token);
            if (number == _reads)
            {
                _draft.Take(reading);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left.
        }
    }

    // The children told of a change; being told renders this.
    private void Touch() => _problem = null;

    private async Task StartAsync()
    {
        _isStarting = true;
        try
        {
            // Once more, since the files may have changed since they were shown.
            await ReadAsync();
            var name = await who.ReadAsync();
            _problem = _draft.Reading?.Inventory is null ? $"The scan was not started: {FindingWords.Count(Findings)} in the chosen inventories."
                : _draft.Chosen is not { Devices.IsEmpty: false } ? "The scan was not started: no device is chosen."
                : _draft.Build() is not { } inventory ? "The scan was not started: not everything that is asked was answered."
                : RefusalWords.Of(scans.TryStart(inventory, Title, _chosen, name).Refusal, scans.MaxRunning) is { } refusal ? $"The scan was not started: {refusal}"
                : null;
            if (_problem is null)
            {
                _draft.Forget();
            }
        }
        finally
        {
            _isStarting = false;
        }
    }

    private string Title
    {
        get
        {
            var names = string.Join(", ", _chosen);
            return _draft.Filter.Trim() is { Length: > 0 } filter ? $"{names} where {filter}" : names;
        }
    }
}
