using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Live;

/// <summary>Gives scans that were kept over a restart their credentials back, which are stored with no scan: the inventories have them.</summary>
/// <param name="library">The inventories.</param>
public sealed class InventoryRecall(InventoryLibrary library)
{
    /// <summary>Reads the inventories of a scan as they are now.</summary>
    /// <param name="board">The scan.</param>
    /// <param name="wanted">What is to be tried, as positions in <see cref="ScanLayout.Endpoints"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RecalledInventory> ReadAsync(ScanBoard board, IReadOnlySet<int> wanted, CancellationToken cancellationToken = default)
    {
        var known = library.List().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var names = board.Inventories.Where(known.Contains).ToArray();
        var now = await ReadTogetherAsync(names, cancellationToken).ConfigureAwait(false);
        if (now is null && names.Length > 1)
        {
            // One that is broken must not stand in the way of the others.
            names = await KeepUsableAsync(names, cancellationToken).ConfigureAwait(false);
            now = await ReadTogetherAsync(names, cancellationToken).ConfigureAwait(false);
        }

        return RecalledInventory.Of(board, wanted, now) with { Unusable = [.. board.Inventories.Except(now is null ? [] : names, StringComparer.Ordinal)] };
    }

    private async Task<DeviceInventory?> ReadTogetherAsync(string[] names, CancellationToken cancellationToken) =>
        names is [] ? null : (await library.ReadAsync(names, cancellationToken).ConfigureAwait(false)).Inventory;

    private async Task<string[]> KeepUsableAsync(string[] names, CancellationToken cancellationToken)
    {
        var usable = new List<string>(names.Length);
        foreach (var name in names)
        {
            if (await ReadTogetherAsync([name], cancellationToken).ConfigureAwait(false) is not null)
            {
                usable.Add(name);
            }
        }

        return [.. usable];
    }
}
