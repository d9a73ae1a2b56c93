using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Probing;
using NetDashboard.Storage.HostKeys;
using NetDashboard.Storage.Model;
using Radzen;

namespace NetDashboard.Components.HostKeys;

/// <summary>The devices that showed more than one host key; those that wait for a decision first.</summary>
/// <param name="desk">Knows the keys and takes decisions.</param>
/// <param name="catalog">Knows the protocols' names.</param>
/// <param name="dialogs">Asks.</param>
/// <param name="navigation">Has the rest of the page made anew.</param>
public sealed partial class HostKeyList(HostKeyDesk desk, ProbeCatalog catalog, DialogService dialogs, NavigationManager navigation) : ComponentBase, IDisposable
{
    private const int MaxRows = 200;

    private readonly CancellationTokenSource _disposed = new();
    private ImmutableArray<HostKeyCase>? _cases;
    private string? _problem;
    private string? _told;

    /// <summary>What must stand in a device's name, case ignored; empty for any.</summary>
    [Parameter]
    public string Text { get; set; } = string.Empty;

    private ProbeCatalog Catalog => catalog;

    private List<HostKeyCase> Waiting => [.. Matching.Where(one => one.Waiting is not null)];

    private List<HostKeyCase> Others => [.. Matching.Where(one => one.Waiting is null)];

    private IEnumerable<HostKeyCase> Matching => (_cases ?? []).Where(one => one.Endpoint.Device.Contains(Text, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            _cases = await desk.ReadChangedAsync(_disposed.Token);
            _problem = null;
        }
        catch (StoreException e)
        {
            _problem = $"The host keys cannot be read now. {e.Message}";
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left.
        }
    }

    private async Task AskAsync(HostKeyCase one)
    {
        if (await AcceptKeyBox.AskAsync(dialogs, one))
        {
            _told = $"The new key of {one.Endpoint.Device} is trusted from now on.";
            await ReadAsync();

            // What else is on the page is made anew by the server; this part stays as it is.
            navigation.Refresh();
        }
    }
}
