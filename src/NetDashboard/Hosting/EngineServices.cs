using Microsoft.Extensions.Options;
using NetDashboard.Inventory.Files;
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
        services.AddSingleton(CreateLibrary);
        return services;
    }

    private static InventoryLibrary CreateLibrary(IServiceProvider services)
    {
        var root = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var directory = services.GetRequiredService<IOptions<InventoryOptions>>().Value.Directory;
        return new InventoryLibrary(Path.Combine(root, directory), services.GetRequiredService<TimeProvider>());
    }
}
