using NetDashboard.Live;
using NetDashboard.Storage;
using NetDashboard.Storage.Retention;

namespace NetDashboard.Hosting;

/// <summary>Opens the store before anything is served; then loads the last scans, and has what is too old removed for as long as the program runs.</summary>
internal sealed class StoreStart(ScanStore store, ScanService scans, StoreRetention retention) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    // On the pool: nobody should wait for the scans of yesterday. What is old can wait longest.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        async () =>
        {
            await store.RestoreAsync(scans, stoppingToken).ConfigureAwait(false);
            await retention.RunAsync(stoppingToken).ConfigureAwait(false);
        },
        CancellationToken.None);
}
