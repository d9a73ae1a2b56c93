using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Hosting;

/// <summary>What tells a supervisor whether the process lives and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddDashboardHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<InventoryFolderCheck>("inventories", tags: [Ready])
            .AddCheck<DataFolderCheck>("data", tags: [Ready])
            .AddCheck<StoreCheck>("store", tags: [Ready])
            .AddCheck<ProbesCheck>("probes", tags: [Ready]);
        return services;
    }

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>: 200, or 503 with the reasons as plain text.</summary>
    public static void MapDashboardHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var lines = report.Entries
            .Where(entry => entry.Value.Status is not HealthStatus.Healthy)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"\n{entry.Key}: {entry.Value.Description}"));
        return context.Response.WriteAsync($"{report.Status}{string.Concat(lines)}", context.RequestAborted);
    }

    private sealed class InventoryFolderCheck(InventoryLibrary library) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                // A folder that is not there yet is an empty one; one that cannot be read is trouble.
                _ = Directory.Exists(library.Directory) && Directory.EnumerateFileSystemEntries(library.Directory).Any();
                return Task.FromResult(File.Exists(library.Directory)
                    ? HealthCheckResult.Unhealthy($"{library.Directory} is no folder.")
                    : HealthCheckResult.Healthy());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy($"The folder {library.Directory} cannot be read ({e.GetType().Name})."));
            }
        }
    }

    private sealed class DataFolderCheck(SecretVault vault) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(vault.FindFault() is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy());
    }

    private sealed class StoreCheck(IScanJournal journal) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(journal.Status is { BehindSince: { } since } status
                ? HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"{status.Reason} Results cannot be kept since {since:yyyy-MM-dd HH:mm:ss} UTC, {status.Waiting} wait."))
                : HealthCheckResult.Healthy());
    }

    private sealed class ProbesCheck(ProbeCatalog probes) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var missing = probes.All.Where(probe => !probe.Readiness.IsReady).Select(probe => probe.Readiness.Words).ToArray();
            return Task.FromResult(missing is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join(' ', missing)));
        }
    }
}
