using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;

namespace NetDashboard.Components.Inventories;

/// <summary>Chooses inventories and starts a scan of them.</summary>
/// <param name="library">The inventories.</param>
/// <param name="scans">Runs the scan.</param>
public sealed partial class ScanStarter(InventoryLibrary library, ScanService scans) : ComponentBase
{
    private readonly CancellationTokenSource _disposed = new();
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<InventoryEntry> _entries = [];
    private ImmutableArray<InventoryFinding> _findings = [];
    private string? _problem;
    private bool _isStarting;

    /// <summary>Whether a scan is under way, of whatever inventory.</summary>
    [Parameter, EditorRequired]
    public required bool IsScanRunning { get; set; }

    private InventoryLibrary Library => library;

    private string? WhyNot =>
        !RendererInfo.IsInteractive ? "Connecting to the server."
        : IsScanRunning ? "A scan is under way."
        : _chosen.Count == 0 ? "Choose at least one inventory."
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
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
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? DescribeAsync() : Task.CompletedTask;

    // After the page is there: reading thousands of devices must not keep anybody waiting for it.
    private async Task DescribeAsync()
    {
        try
        {
            foreach (var entry in _entries.Where(entry => !_notes.ContainsKey(entry.Name)))
            {
                var reading = await library.ReadAsync([entry.Name], _disposed.Token);
                _notes[entry.Name] = reading.Inventory is { } inventory ? FindingWords.Devices(inventory) : FindingWords.Count(reading.Findings);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left.
        }
    }

    private void Choose((string Name, bool IsChosen) choice)
    {
        _ = choice.IsChosen ? _chosen.Add(choice.Name) : _chosen.Remove(choice.Name);
        (_findings, _problem) = ([], null);
    }

    private Task ShowUploadAsync(string name)
    {
        _chosen.Add(name);
        _notes.Remove(name);
        _entries = library.List();
        (_findings, _problem) = ([], null);
        return DescribeAsync();
    }

    private async Task StartAsync()
    {
        _isStarting = true;
        try
        {
            var reading = await library.ReadAsync(_chosen, _disposed.Token);
            _findings = reading.Findings;
            _problem = reading.Inventory switch
            {
                null => $"The scan was not started: {FindingWords.Count(_findings)} in the chosen inventories.",
                { Devices.IsEmpty: true } => "The scan was not started: the chosen inventories hold no devices.",
                var inventory when !scans.TryStart(inventory, string.Join(", ", _chosen), out _) => "The scan was not started: somebody else started one first.",
                _ => null,
            };
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left before anything began.
        }
        finally
        {
            _isStarting = false;
        }
    }
}
