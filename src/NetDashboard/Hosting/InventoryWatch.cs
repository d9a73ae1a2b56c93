using NetDashboard.Inventory.Files;

namespace NetDashboard.Hosting;

/// <summary>Keeps an eye on the inventories folder as long as the program runs.</summary>
internal sealed class InventoryWatch(InventoryLibrary library) : BackgroundService
{
    // On the pool, for the first look reads every file and nobody should wait for it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => library.RunAsync(stoppingToken), CancellationToken.None);
}
