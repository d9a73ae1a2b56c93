using NetDashboard.Inventory.Vault;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Hosting;

/// <summary>Tells a command which store the dashboard has, without a host.</summary>
internal static class StoreSettings
{
    /// <summary>Reads the settings the dashboard reads.</summary>
    /// <param name="data">The data folder, in place of what the settings say; <see langword="null"/> to go by them.</param>
    /// <exception cref="VaultException">Nothing is set, and the account has no home folder.</exception>
    public static StorePlace Find(string? data)
    {
        var root = ContentRoot.Find() ?? Directory.GetCurrentDirectory();
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production;
        var settings = new ConfigurationBuilder()
            .SetBasePath(root)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        return new StorePlace(
            data is null ? DataFolder.Resolve(settings[$"{DataOptions.SectionName}:{nameof(DataOptions.Directory)}"], root) : DataFolder.Resolve(data),
            settings[$"{StorageOptions.SectionName}:{nameof(StorageOptions.ConnectionString)}"]);
    }
}
