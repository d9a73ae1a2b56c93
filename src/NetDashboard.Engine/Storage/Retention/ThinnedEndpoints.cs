using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Retention;

/// <summary>Finds out which endpoints of a scan are OK, so that it is known when their results are gone: an earlier failure must not stand for them.</summary>
internal static class ThinnedEndpoints
{
    /// <summary>The bits for <see cref="StoredScan.ThinnedOk"/>.</summary>
    public static async Task<byte[]> FindAsync(StoreContext context, long number, CancellationToken cancellationToken)
    {
        var scan = await context.Scans.AsNoTracking().FirstAsync(s => s.Number == number, cancellationToken).ConfigureAwait(false);
        var stored = await context.Layouts.AsNoTracking().FirstAsync(l => l.Hash == scan.Layout, cancellationToken).ConfigureAwait(false);
        var run = await context.Runs.AsNoTracking().FirstAsync(r => r.Scan == number && r.Number == scan.Run, cancellationToken).ConfigureAwait(false);
        var layout = new ScanLayout(LayoutCodec.Unpack(stored));
        var isOk = new bool[layout.Endpoints.Length];
        for (var i = 0; scan.ThinnedOk is { } before && i < isOk.Length; i++)
        {
            isOk[i] = EndpointBits.Contains(before, i);
        }

        var results = context.Results.AsNoTracking()
            .Where(result => result.Scan == number)
            .Join(context.Endpoints, result => result.Endpoint, endpoint => endpoint.Id, (result, endpoint) => new { endpoint.Device, endpoint.Protocol, result.Run, result.Attempt, result.Outcome, result.FinishedAt })
            .OrderBy(result => result.Attempt);
        await foreach (var result in results.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // Of what came before the last thinning, that has said all there is: of what is there yet of it, something may be gone.
            if (layout.IndexOf(new(result.Device, result.Protocol)) is >= 0 and var index && !(result.FinishedAt <= scan.ThinnedAt))
            {
                // What the last run did not come to is cancelled, whatever came of it before.
                isOk[index] = result.Outcome == nameof(ProbeOutcome.Ok) && (result.Run == run.Number || !EndpointBits.Contains(run.Planned, index));
            }
        }

        return EndpointBits.Pack(isOk.Length, Enumerable.Range(0, isOk.Length).Where(i => isOk[i]));
    }
}
