using NetDashboard.Storage;
using NetDashboard.Storage.Retention;

namespace NetDashboard.Hosting;

/// <summary>Has what is too old removed for as long as the program runs.</summary>
internal sealed class RetentionStart(ScanStore store, StoreRetention retention) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await store.OpenAsync().WaitAsync(stoppingToken).ConfigureAwait(false);
        await retention.RunAsync(stoppingToken).ConfigureAwait(false);
    }
}
