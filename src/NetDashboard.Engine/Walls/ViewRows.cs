using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;
using NetDashboard.Scanning.Filters;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Walls;

/// <summary>
/// Which devices a view is about, and which scans know of them. A view of inventories has the devices that these name now, so that one taken out is gone and
/// one never tried is there; where an inventory is not in the library any more, those of its scans.
/// </summary>
/// <param name="view">The view.</param>
/// <param name="scans">The scans in memory.</param>
/// <param name="history">The others.</param>
/// <param name="library">The inventories.</param>
internal sealed class ViewRows(WallView view, ScanService scans, ScanHistory history, InventoryLibrary library)
{
    private readonly DeviceFilter _filter = DeviceFilter.Parse(view.Filter);
    private ScanBoard? _opened;

    /// <summary>What the view is about, for people.</summary>
    public string Title { get; private set; } = string.Empty;

    /// <summary>Its devices, each with the logins that the filter chooses.</summary>
    public ImmutableArray<Device> Devices { get; private set; } = [];

    /// <summary>The scans that tell of them, the newest first.</summary>
    public ImmutableArray<ScanBoard> Boards { get; private set; } = [];

    /// <summary>Looks anew.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (view.Scan is { } id)
        {
            _opened = scans.Find(id) ?? _opened ?? await history.OpenAsync(id, cancellationToken).ConfigureAwait(false);
            Boards = _opened is null ? [] : [_opened];
            Title = Named(_opened?.Title ?? "A scan that is not kept any more");
            Devices = Choose(_opened?.Layout.Devices ?? []);
            return;
        }

        var recent = scans.Recent;
        Boards = [.. recent.Where(IsMeant).OrderByDescending(board => board.CreatedAt)];
        if (Boards.IsEmpty && await OpenLastAsync(cancellationToken).ConfigureAwait(false) is { } last)
        {
            Boards = [last];
        }

        Title = Named(view.Inventories.IsEmpty ? "All inventories" : string.Join(", ", view.Inventories));
        Devices = Choose(await FindDevicesAsync(cancellationToken).ConfigureAwait(false));
    }

    private string Named(string what) => view.Filter.Length > 0 ? $"{what} · {view.Filter}" : what;

    private bool IsMeant(ScanBoard board) => view.Inventories.IsEmpty || board.Inventories.Any(name => view.Inventories.Contains(name, StringComparer.Ordinal));

    private async Task<IEnumerable<Device>> FindDevicesAsync(CancellationToken cancellationToken)
    {
        var names = view.Inventories.IsEmpty ? [.. Boards.SelectMany(board => board.Inventories).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : view.Inventories;
        var there = library.List().Where(entry => entry.IsUsable).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var known = names.Where(there.Contains).ToArray();
        var reading = known.Length > 0 ? await library.ReadAsync(known, cancellationToken).ConfigureAwait(false) : null;
        var now = reading?.Inventory?.Devices ?? [];
        var others = Boards.Where(board => board.Inventories.IsEmpty || !board.Inventories.All(there.Contains)).SelectMany(board => board.Layout.Devices);
        return now.Concat(others).DistinctBy(device => device.Name, StringComparer.Ordinal);
    }

    private ImmutableArray<Device> Choose(IEnumerable<Device> devices) =>
    [
        .. devices
            .Select(device => device with { Endpoints = [.. device.Endpoints.Where(endpoint => _filter.Matches(device, endpoint))] })
            .Where(device => !device.Endpoints.IsEmpty),
    ];

    // None of the last scans is about it: the newest one that is.
    private async Task<ScanBoard?> OpenLastAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _opened is null ? view.Inventories : [])
        {
            var past = await history.ScansAsync(new PastScanQuery { Text = name }, cancellationToken).ConfigureAwait(false);
            if (past.Items.FirstOrDefault(scan => scan.Inventories.Contains(name, StringComparer.Ordinal)) is { } scan)
            {
                _opened = await history.OpenAsync(scan.Id, cancellationToken).ConfigureAwait(false);
                break;
            }
        }

        return _opened;
    }
}
