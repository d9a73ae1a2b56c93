using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Comparing;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Comparisons;

/// <summary>Reads what a comparison needs of two scans, and no more: the algorithms of a login, for one, only where the two scans differ in them.</summary>
/// <param name="context">Where they are.</param>
internal sealed class ScanSideReader(StoreContext context)
{
    public async Task<(ScanSide Older, ScanSide Newer)> ReadAsync(StoredScan older, StoredScan newer, CancellationToken cancellationToken)
    {
        var before = await ReadLoginsAsync(older, cancellationToken).ConfigureAwait(false);
        var now = await ReadLoginsAsync(newer, cancellationToken).ConfigureAwait(false);
        foreach (var (key, past) in before.Kept)
        {
            if (now.Kept.GetValueOrDefault(key) is { } present && ResultCodec.HaveOtherAlgorithms(past, present))
            {
                before.Logins[key] = before.Logins[key] with { Algorithms = ResultCodec.UnpackAlgorithms(past) };
                now.Logins[key] = now.Logins[key] with { Algorithms = ResultCodec.UnpackAlgorithms(present) };
            }
        }

        var oldDevices = await ReadDevicesAsync(older.Layout, cancellationToken).ConfigureAwait(false);
        var newDevices = older.Layout == newer.Layout ? oldDevices : await ReadDevicesAsync(newer.Layout, cancellationToken).ConfigureAwait(false);
        return (SideOf(older, oldDevices, before.Logins), SideOf(newer, newDevices, now.Logins));
    }

    /// <summary>A scan without its results.</summary>
    public static ComparedScan HeadOf(StoredScan scan) => new()
    {
        Id = scan.Id,
        Title = scan.Title,
        Inventories = [.. scan.Inventories.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        CreatedAt = scan.CreatedAt,
        State = ResultCodec.ValueOf(scan.State, ScanState.Broken),
        Devices = scan.Devices,
        ThinnedAt = scan.ThinnedAt,
    };

    private static ScanSide SideOf(StoredScan scan, ImmutableArray<ComparedDevice> devices, Dictionary<EndpointKey, ComparedLogin> logins)
    {
        var thinning = Thinning.Of(scan);
        foreach (var (index, key) in devices.SelectMany(device => device.Protocols.Select(protocol => new EndpointKey(device.Name, protocol))).Index())
        {
            var last = logins.GetValueOrDefault(key);
            if (last?.Outcome is not ProbeOutcome.Ok && thinning.IsOk(index, last?.At))
            {
                logins[key] = ComparedLogin.OkOnly;
            }
        }

        return new ScanSide(HeadOf(scan), devices, logins);
    }

    private async Task<ImmutableArray<ComparedDevice>> ReadDevicesAsync(string layout, CancellationToken cancellationToken) =>
        LayoutCodec.UnpackNames(await context.Layouts.AsNoTracking().FirstAsync(l => l.Hash == layout, cancellationToken).ConfigureAwait(false));

    private async Task<(Dictionary<EndpointKey, ComparedLogin> Logins, Dictionary<EndpointKey, string> Kept)> ReadLoginsAsync(
        StoredScan scan, CancellationToken cancellationToken)
    {
        var logins = new Dictionary<EndpointKey, ComparedLogin>(scan.Endpoints);
        var kept = new Dictionary<EndpointKey, string>();

        // In the order of the key, so that nothing is sorted: of an endpoint, the last attempt comes last.
        var rows = context.Results.AsNoTracking()
            .Where(result => result.Scan == scan.Number)
            .OrderBy(result => result.Endpoint).ThenBy(result => result.Attempt)
            .Join(
                context.Endpoints,
                result => result.Endpoint,
                endpoint => endpoint.Id,
                (result, endpoint) => new
                {
                    endpoint.Device,
                    endpoint.Protocol,
                    result.Outcome,
                    result.Failure,
                    result.Detail,
                    result.Prompt,
                    result.HostKey,
                    result.Duration,
                    result.FailingSince,
                    result.FinishedAt,
                    More = result.HostKey == null ? null : result.More,
                });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var key = new EndpointKey(row.Device, row.Protocol);
            logins[key] = new ComparedLogin
            {
                Outcome = ResultCodec.ValueOf(row.Outcome, ProbeOutcome.Failed),
                Failure = ResultCodec.ValueOf(row.Failure, ProbeFailure.InternalError),
                Detail = row.Detail,
                Prompt = row.Prompt,
                HostKey = row.HostKey,
                Duration = new TimeSpan(row.Duration),
                FailingSince = row.FailingSince,
                At = row.FinishedAt,
            };
            if (row.More is null)
            {
                kept.Remove(key);
            }
            else
            {
                kept[key] = row.More;
            }
        }

        return (logins, kept);
    }
}
