using System.Collections.Concurrent;
using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>A scan in memory, with what it takes to run it again.</summary>
/// <param name="board">What everyone may look at.</param>
/// <param name="inventory">What only the scanner may.</param>
internal sealed class KeptScan(ScanBoard board, ScanInventory inventory)
{
    // Of endpoints whose last result is of a run with changes.
    private readonly ConcurrentDictionary<int, LoginAccount> _lastAccounts = new();
    private volatile ScanInventory _inventory = inventory;

    public ScanBoard Board { get; } = board;

    public ScanInventory Inventory
    {
        get => _inventory;
        set => _inventory = value;
    }

    /// <summary>Whom the last result of an endpoint was logged in as, and whom it is to be before the first.</summary>
    public LoginAccount? AccountOf(int endpoint) => _lastAccounts.GetValueOrDefault(endpoint) ?? Inventory.AccountOf(endpoint);

    /// <summary>Brings a result onto the board. Whoever sees it must see what it is the result of.</summary>
    public void Show(RerunChanges? changes, ProbeResult result, DateTimeOffset at)
    {
        if (Board.Layout.IndexOf(result.Key) is >= 0 and var endpoint)
        {
            if (changes is null)
            {
                _lastAccounts.TryRemove(endpoint, out _);
            }
            else if (Inventory.AccountOf(endpoint) is { } usual)
            {
                _lastAccounts[endpoint] = changes.AccountInPlaceOf(usual);
            }
        }

        Board.Apply(result, at);
    }
}
