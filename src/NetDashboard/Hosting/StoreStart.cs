using NetDashboard.Live;
using NetDashboard.Storage;

namespace NetDashboard.Hosting;

/// <summary>Opens the store before anything is served, and loads the last scans while that goes on.</summary>
internal sealed class StoreStart(ScanStore store, ScanService scans) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    // On the pool: nobody should wait for the scans of yesterday.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => store.RestoreAsync(scans, stoppingToken), CancellationToken.None);
}
