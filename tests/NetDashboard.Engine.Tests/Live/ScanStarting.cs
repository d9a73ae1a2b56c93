using System.Diagnostics.CodeAnalysis;
using NetDashboard.Inventory;
using NetDashboard.Live;

namespace NetDashboard.Tests.Live;

internal static class ScanStarting
{
    /// <summary>Begins a scan of no inventory in the library.</summary>
    public static bool TryStart(this ScanService scans, DeviceInventory inventory, string title, [NotNullWhen(true)] out ScanBoard? board)
    {
        board = scans.TryStart(inventory, title).Board;
        return board is not null;
    }
}
