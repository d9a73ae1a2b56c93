using Microsoft.Extensions.Options;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Hosting;

/// <summary>The engine's parts, as the dashboard uses them.</summary>
internal static class EngineServices
{
    /// <summary>Registers inventories, probes, scanner and live scans, each once for the whole process.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.AddOptions<ScanOptions>().BindConfiguration(ScanOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<InventoryOptions>().BindConfiguration(InventoryOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ProbeCatalog>();
        services.AddSingleton<ProbeRunner>();
        services.AddHostedService<StartupReport>();
        services.AddSingleton<IScanner, Scanner>();
        services.AddSingleton<ScanService>();
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.SectionName);
        services.AddSingleton(services => new SecretVault(DataFolderOf(services)));
        services.AddSingleton(services => new CredentialStore(services.GetRequiredService<SecretVault>(), services.GetRequiredService<TimeProvider>()));
        services.AddSingleton(CreateLibrary);
        services.AddHostedService<LibraryRunner>();
        return services;
    }

    private static InventoryLibrary CreateLibrary(IServiceProvider services)
    {
        var directory = services.GetRequiredService<IOptions<InventoryOptions>>().Value.Directory;
        return new InventoryLibrary(
            Path.Combine(RootOf(services), directory),
            DataFolderOf(services),
            services.GetRequiredService<SecretVault>(),
            services.GetRequiredService<CredentialStore>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<InventoryLibrary>>());
    }

    private static string DataFolderOf(IServiceProvider services) =>
        DataFolder.Resolve(services.GetRequiredService<IOptions<DataOptions>>().Value.Directory, RootOf(services));

    private static string RootOf(IServiceProvider services) => services.GetRequiredService<IHostEnvironment>().ContentRootPath;
}
