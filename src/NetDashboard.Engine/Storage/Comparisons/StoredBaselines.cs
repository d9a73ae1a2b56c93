using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Probing;

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

            var last = new Dictionary<EndpointKey, string>(scan.Endpoints);
            var rows = context.Results.AsNoTracking()
                .Where(result => result.Scan == scan.Number)
                .OrderBy(result => result.Endpoint).ThenBy(result => result.Attempt)
                .Join(context.Endpoints, result => result.Endpoint, endpoint => endpoint.Id, (result, endpoint) => new { endpoint.Device, endpoint.Protocol, result.Outcome });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                last[new EndpointKey(row.Device, row.Protocol)] = row.Outcome;
            }

            // Of a scan that was thinned, those that were OK are the ones that are missing, unless some were cancelled, too.
            var ok = scan is { ThinnedAt: not null, Cancelled: 0 }
                ? await ReadMissingAsync(context, scan, last, cancellationToken).ConfigureAwait(false)
                : last.Where(pair => pair.Value == nameof(ProbeOutcome.Ok)).Select(pair => pair.Key);
            return new Baseline(scan.Id, scan.CreatedAt, board.Layout, ok);
        },
        cancellationToken);

    private static async Task<IEnumerable<EndpointKey>> ReadMissingAsync(
        Model.StoreContext context, Model.StoredScan scan, Dictionary<EndpointKey, string> last, CancellationToken cancellationToken)
    {
        var layout = await context.Layouts.AsNoTracking().FirstAsync(l => l.Hash == scan.Layout, cancellationToken).ConfigureAwait(false);
        return LayoutCodec.UnpackNames(layout)
            .SelectMany(device => device.Protocols.Select(protocol => new EndpointKey(device.Name, protocol)))
            .Where(key => !last.TryGetValue(key, out var outcome) || outcome == nameof(ProbeOutcome.Ok));
    }
}
