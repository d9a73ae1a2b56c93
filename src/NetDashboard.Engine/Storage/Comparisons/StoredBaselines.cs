using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Comparisons;

/// <summary>Finds what was OK in the scan before, where that is kept.</summary>
/// <param name="store">Where it is; open.</param>
public sealed class StoredBaselines(ScanStore store) : IBaselineSource
{
    /// <inheritdoc/>
    public Task<Baseline?> FindAsync(ScanBoard board, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var inventories = string.Join('\n', board.Inventories);
            var scan = await ScanBefore.FindAsync(context, board.Id, board.CreatedAt, inventories, board.Title, cancellationToken).ConfigureAwait(false);
            if (scan is null)
            {
                return null;
            }

            var last = new Dictionary<EndpointKey, (string Outcome, DateTimeOffset At)>(scan.Endpoints);
            var rows = context.Results.AsNoTracking()
                .Where(result => result.Scan == scan.Number)
                .OrderBy(result => result.Endpoint).ThenBy(result => result.Attempt)
                .Join(context.Endpoints, result => result.Endpoint, endpoint => endpoint.Id, (result, endpoint) => new { endpoint.Device, endpoint.Protocol, result.Outcome, result.FinishedAt });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                last[new EndpointKey(row.Device, row.Protocol)] = (row.Outcome, row.FinishedAt);
            }

            var ok = last.Where(pair => pair.Value.Outcome == nameof(ProbeOutcome.Ok)).Select(pair => pair.Key);
            if (scan.ThinnedAt is not null)
            {
                ok = ok.Concat(await ReadThinnedAsync(context, scan, last, cancellationToken).ConfigureAwait(false));
            }

            return new Baseline(scan.Id, scan.CreatedAt, board.Layout, ok);
        },
        cancellationToken);

    private static async Task<IEnumerable<EndpointKey>> ReadThinnedAsync(
        StoreContext context, StoredScan scan, Dictionary<EndpointKey, (string Outcome, DateTimeOffset At)> last, CancellationToken cancellationToken)
    {
        var layout = await context.Layouts.AsNoTracking().FirstAsync(l => l.Hash == scan.Layout, cancellationToken).ConfigureAwait(false);
        var thinning = Thinning.Of(scan);
        return LayoutCodec.UnpackNames(layout)
            .SelectMany(device => device.Protocols.Select(protocol => new EndpointKey(device.Name, protocol)))
            .Index()
            .Where(place => thinning.IsOk(place.Index, last.TryGetValue(place.Item, out var newest) ? newest.At : null))
            .Select(place => place.Item);
    }
}
