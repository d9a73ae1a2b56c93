using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Hosting;

/// <summary>Opens the vault before anything is served, so that a wrong key stops the start, then watches the inventories.</summary>
internal sealed class LibraryRunner(SecretVault vault, InventoryLibrary library) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        vault.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => library.RunAsync(stoppingToken);
}
