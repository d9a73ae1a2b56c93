using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Histories;

/// <summary>Reads the list of devices, by name.</summary>
internal static class PastDevices
{
    public static async Task<HistoryPart<PastDevice>> ReadAsync(StoreContext context, PastDeviceQuery query, CancellationToken cancellationToken)
    {
        var isBackwards = query.Before is not null;
        var names = await NamesOf(context, query).Take(PastDeviceQuery.PartLength + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        var shown = names.Take(PastDeviceQuery.PartLength).ToArray();
        var endpoints = await context.Endpoints.AsNoTracking().Where(endpoint => shown.Contains(endpoint.Device))
            .OrderBy(endpoint => endpoint.Protocol).ToListAsync(cancellationToken).ConfigureAwait(false);
        var past = await new PastEndpoints(context).ReadAsync(endpoints, cancellationToken).ConfigureAwait(false);
        var byDevice = past.ToLookup(pair => pair.Endpoint.Device, pair => pair.Past, StringComparer.Ordinal);
        var devices = names.ConvertAll(name => new PastDevice(name, [.. byDevice[name]]));
        return HistoryPart<PastDevice>.Of(devices, PastDeviceQuery.PartLength, isBackwards, hasStart: isBackwards || query.After is not null);
    }

    // Compared as the database sorts.
    private static IQueryable<string> NamesOf(StoreContext context, PastDeviceQuery query)
    {
        var endpoints = context.Endpoints.AsNoTracking();
        if (query.Text.Trim() is { Length: > 0 } text)
        {
            var part = text.ToLowerInvariant();
#pragma warning disable CA1862 // The database compares.
            endpoints = endpoints.Where(endpoint => endpoint.Device.ToLower().Contains(part));
#pragma warning restore CA1862
        }

        if (query.FailingOnly)
        {
            endpoints = endpoints.Where(endpoint => endpoint.FailingSince != null);
        }

        return query.Before is { } before
            ? endpoints.Where(endpoint => string.Compare(endpoint.Device, before) < 0).Select(endpoint => endpoint.Device).Distinct().OrderByDescending(name => name)
            : endpoints.Where(endpoint => query.After == null || string.Compare(endpoint.Device, query.After) > 0).Select(endpoint => endpoint.Device).Distinct().OrderBy(name => name);
    }
}
