using NetDashboard.Live;
using NetDashboard.Storage;

namespace NetDashboard.Hosting;

/// <summary>Opens the store before anything is served, and loads the last scans while that goes on.</summary>
internal sealed class StoreStart(ScanStore store, ScanService scans) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loading = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        _loading = Task.Run(() => store.RestoreAsync(scans, _stop.Token), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();
}
