using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Histories;

/// <summary>What was: scans and devices over time, read from the store. Safe for many threads; every call reads anew, over a connection that only reads.</summary>
/// <param name="store">The store.</param>
/// <param name="scans">The scans in memory.</param>
/// <param name="time">The clock.</param>
public sealed class ScanHistory(ScanStore store, ScanService scans, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1);

    /// <summary>A part of the list of scans, newest first.</summary>
    /// <exception cref="StoreException">The store cannot be read; says why, for people.</exception>
    public Task<HistoryPart<PastScan>> ScansAsync(PastScanQuery query, CancellationToken cancellationToken = default) =>
        store.ReadAsync(context => PastScans.ReadAsync(context, query, cancellationToken), cancellationToken);

    /// <summary>A part of the list of devices, by name.</summary>
    /// <exception cref="StoreException">The store cannot be read; says why, for people.</exception>
    public Task<HistoryPart<PastDevice>> DevicesAsync(PastDeviceQuery query, CancellationToken cancellationToken = default) =>
        store.ReadAsync(context => PastDevices.ReadAsync(context, query, cancellationToken), cancellationToken);

    /// <summary>Everything about one device; <see langword="null"/> for one that was never scanned.</summary>
    /// <exception cref="StoreException">The store cannot be read; says why, for people.</exception>
    public Task<DeviceHistory?> DeviceAsync(string name, CancellationToken cancellationToken = default) =>
        store.ReadAsync(context => new DeviceHistories(context).ReadAsync(name, cancellationToken), cancellationToken);

    /// <summary>How much is kept.</summary>
    /// <exception cref="StoreException">The store cannot be read; says why, for people.</exception>
    public Task<StoreFacts> FactsAsync(CancellationToken cancellationToken = default) => store.ReadAsync(
        async context =>
        {
            var size = await store.Database.MeasureAsync(context, cancellationToken).ConfigureAwait(false);
            return new StoreFacts(await context.Scans.CountAsync(cancellationToken).ConfigureAwait(false), size.Bytes, size.UsedBytes);
        },
        cancellationToken);

    /// <summary>A scan with its results: from memory, or else read from the store; <see langword="null"/> for one that is not kept (any more).</summary>
    /// <exception cref="StoreException">The store cannot be read; says why, for people.</exception>
    public async Task<ScanBoard?> OpenAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (scans.Find(id) is { } board)
        {
            return board;
        }

        // One at a time: each takes a lot of memory for a moment.
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return scans.Find(id) ?? await store.ReadAsync(context => ReadAsync(context, id, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();

    private async Task<ScanBoard?> ReadAsync(StoreContext context, Guid id, CancellationToken cancellationToken)
    {
        var scan = await context.Scans.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false);
        return scan is null ? null : scans.Open(await new KeptScans(context, time).ReadAsync(scan, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>How much is kept.</summary>
/// <param name="Scans">Scans there are.</param>
/// <param name="Bytes">What the store takes, room that is free to be used again included.</param>
/// <param name="UsedBytes">What is in use of that; <see langword="null"/> where the database does not tell.</param>
public sealed record StoreFacts(int Scans, long Bytes, long? UsedBytes);
