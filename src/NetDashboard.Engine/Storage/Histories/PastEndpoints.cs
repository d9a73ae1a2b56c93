using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Histories;

/// <summary>Reads what is known of endpoints at a glance, from the index alone: no row of the millions is looked up.</summary>
/// <param name="context">For reading.</param>
internal sealed class PastEndpoints(StoreContext context)
{
    public async Task<IReadOnlyList<(StoredEndpoint Endpoint, PastEndpoint Past)>> ReadAsync(IReadOnlyList<StoredEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var thinned = await LastThinnedAsync(cancellationToken).ConfigureAwait(false);
        var ids = endpoints.Select(endpoint => endpoint.Id).ToArray();
        var counts = await context.Results.AsNoTracking()
            .Where(result => ids.Contains(result.Endpoint) && result.Scan > thinned)
            .GroupBy(result => new { result.Endpoint, result.Outcome })
            .Select(group => new { group.Key.Endpoint, group.Key.Outcome, Count = group.Count(), Since = group.Min(result => result.StartedAt) })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var countsOf = counts.Where(count => IsTried(count.Outcome)).ToLookup(count => count.Endpoint);
        var read = new List<(StoredEndpoint, PastEndpoint)>(endpoints.Count);
        foreach (var endpoint in endpoints)
        {
            var counted = countsOf[endpoint.Id].ToArray();
            var strip = await LastAsync(endpoint.Id, thinned, PastEndpoint.StripLength, cancellationToken).ConfigureAwait(false);
            read.Add((endpoint, new PastEndpoint
            {
                Protocol = endpoint.Protocol,
                FailingSince = endpoint.FailingSince,
                Strip = [.. strip.Reverse()],
                Ok = counted.Where(count => count.Outcome == nameof(ProbeOutcome.Ok)).Sum(count => count.Count),
                Tried = counted.Sum(count => count.Count),
                Since = counted.Length is 0 ? null : counted.Min(count => count.Since),
            }));
        }

        return read;
    }

    /// <summary>Number of the last scan that is not whole any more; all after it are.</summary>
    public async Task<long> LastThinnedAsync(CancellationToken cancellationToken) =>
        await context.Scans.Where(scan => scan.ThinnedAt != null).MaxAsync(scan => (long?)scan.Number, cancellationToken).ConfigureAwait(false) ?? 0;

    /// <summary>The last results of an endpoint, the newest first.</summary>
    public async Task<IReadOnlyList<PastResult>> LastAsync(long endpoint, long afterScan, int count, CancellationToken cancellationToken)
    {
        var rows = await context.Results.AsNoTracking()
            .Where(result => result.Endpoint == endpoint && result.Scan > afterScan)
            .OrderByDescending(result => result.StartedAt).ThenByDescending(result => result.Scan).ThenByDescending(result => result.Attempt)
            .Take(count)
            .Select(result => new { result.StartedAt, result.Outcome, result.Failure, result.Duration })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new PastResult(
            row.StartedAt, ResultCodec.ValueOf(row.Outcome, ProbeOutcome.Failed), ResultCodec.ValueOf(row.Failure, ProbeFailure.InternalError), new TimeSpan(row.Duration)));
    }

    private static bool IsTried(string outcome) => outcome is nameof(ProbeOutcome.Ok) or nameof(ProbeOutcome.Limited) or nameof(ProbeOutcome.Failed);
}
