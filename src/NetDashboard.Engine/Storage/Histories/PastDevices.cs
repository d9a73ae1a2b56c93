using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Histories;

/// <summary>Reads the list of devices, by name.</summary>
internal static class PastDevices
{
    public static async Task<HistoryPart<PastDevice>> ReadAsync(StoreContext context, PastDeviceQuery query, CancellationToken cancellationToken)
    {
        var all = context.Endpoints.AsNoTracking();
        var names = await DeviceNames.ReadAsync(
            all.Where(endpoint => !query.FailingOnly || endpoint.FailingSince != null).Select(endpoint => endpoint.Device),
            query.Text,
            query.Before,
            query.After,
            PastDeviceQuery.PartLength,
            cancellationToken).ConfigureAwait(false);
        var shown = names.Items.ToArray();
        var endpoints = await all.Where(endpoint => shown.Contains(endpoint.Device)).OrderBy(endpoint => endpoint.Protocol).ToListAsync(cancellationToken).ConfigureAwait(false);
        var past = await new PastEndpoints(context).ReadAsync(endpoints, cancellationToken).ConfigureAwait(false);
        var byDevice = past.ToLookup(pair => pair.Endpoint.Device, pair => pair.Past, StringComparer.Ordinal);
        return new([.. names.Items.Select(name => new PastDevice(name, [.. byDevice[name]]))], names.HasBefore, names.HasAfter);
    }
}
