using Microsoft.Extensions.Options;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Storage;
using NetDashboard.Storage.Comparisons;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.HostKeys;
using NetDashboard.Storage.Retention;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Hosting;

/// <summary>The engine's parts, as the dashboard uses them.</summary>
internal static class EngineServices
{
    /// <summary>Registers inventories and their secrets, probes, scanner, live scans and where these are kept, each once for the whole process.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.AddOptions<ScanOptions>().BindConfiguration(ScanOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<InventoryOptions>().BindConfiguration(InventoryOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.SectionName);
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.SectionName);
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ProbeCatalog>();
        services.AddSingleton<ProbeRunner>();
        services.AddSingleton(CreateStore);
        services.AddSingleton<IScanJournal>(provider => provider.GetRequiredService<ScanStore>());
        services.AddSingleton(provider => provider.GetRequiredService<ScanStore>().TrustedHostKeys);
        services.AddSingleton<HostKeyDesk>();
        services.AddSingleton<ShareLinkDesk>();
        services.AddSingleton<ComparisonDesk>();
        services.AddSingleton<IBaselineSource, StoredBaselines>();
        services.AddSingleton<Baselines>();
        services.AddHostedService<StoreStart>();
        services.AddHostedService<StartupReport>();
        services.AddSingleton<IScanner, Scanner>();
        services.AddSingleton<ScanService>();
        services.AddSingleton<ScanHistory>();
        services.AddSingleton<StoreRetention>();
        services.AddSingleton(CreateVault);
        services.AddSingleton<CredentialStore>();
        services.AddSingleton(CreateLibrary);
        services.AddSingleton<InventoryRecall>();
        services.AddHostedService<InventoryWatch>();
        return services;
    }

    private static SecretVault CreateVault(IServiceProvider services) => new(FindDataFolder(services));

    private static ScanStore CreateStore(IServiceProvider services) => ScanStore.Create(
        FindDataFolder(services),
        services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<ScanStore>>());

    private static string FindDataFolder(IServiceProvider services) => DataFolder.Resolve(
        services.GetRequiredService<IOptions<DataOptions>>().Value.Directory, services.GetRequiredService<IHostEnvironment>().ContentRootPath);

    private static InventoryLibrary CreateLibrary(IServiceProvider services)
    {
        var root = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var directory = services.GetRequiredService<IOptions<InventoryOptions>>().Value.Directory;
        var vault = services.GetRequiredService<SecretVault>();
        return new InventoryLibrary(
            Path.Combine(root, directory),
            vault.Folder,
            vault,
            services.GetRequiredService<CredentialStore>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<InventoryLibrary>>());
    }
}
