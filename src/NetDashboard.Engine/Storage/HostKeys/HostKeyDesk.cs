using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.HostKeys;

/// <summary>Tells which host keys were seen, and takes decisions about those that changed. Safe for many threads.</summary>
/// <param name="store">Where they are; open.</param>
/// <param name="time">The clock.</param>
public sealed class HostKeyDesk(ScanStore store, TimeProvider time)
{
    /// <summary>How long the name of whoever decides may be, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>How long a reason may be, in characters.</summary>
    public const int MaxReason = 500;

    /// <summary>The most endpoints that <see cref="ReadChangedAsync"/> gives.</summary>
    public const int MaxCases = 1000;

    /// <summary>The key that is trusted of an endpoint, at once; <see langword="null"/> when none is.</summary>
    public TrustedHostKey? TrustedOf(EndpointKey endpoint) => store.HostKeys.Find(endpoint);

    /// <summary>The endpoints that showed more than one key: those that wait for a decision first, then those whose last key came last; at most <see cref="MaxCases"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public Task<ImmutableArray<HostKeyCase>> ReadChangedAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var changed = context.HostKeys.GroupBy(key => key.Endpoint).Where(keys => keys.Count() > 1).Select(keys => keys.Key);
            var cases = await ReadAsync(context, context.HostKeys.Where(key => changed.Contains(key.Endpoint)), cancellationToken).ConfigureAwait(false);
            return cases.OrderBy(one => one.Waiting is null).ThenByDescending(one => one.Keys.Max(key => key.FirstSeenAt)).Take(MaxCases).ToImmutableArray();
        },
        cancellationToken);

    /// <summary>A part of all endpoints that ever showed a key, by the names of their devices: all those of a device are in the same part.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public Task<HistoryPart<HostKeyCase>> ReadKnownAsync(KnownKeyQuery query, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var owners = context.Endpoints.Where(endpoint => context.HostKeys.Any(key => key.Endpoint == endpoint.Id));
            var names = await DeviceNames.ReadAsync(
                owners.Select(endpoint => endpoint.Device), query.Text, query.Before, query.After, KnownKeyQuery.PartLength, cancellationToken).ConfigureAwait(false);
            var shown = names.Items.ToArray();
            var ids = owners.Where(endpoint => shown.Contains(endpoint.Device)).Select(endpoint => endpoint.Id);
            var cases = await ReadAsync(context, context.HostKeys.Where(key => ids.Contains(key.Endpoint)), cancellationToken).ConfigureAwait(false);
            var byDevice = cases.ToLookup(one => one.Endpoint.Device, StringComparer.Ordinal);
            var ordered = shown.SelectMany(name => byDevice[name].OrderBy(one => one.Endpoint.Protocol, StringComparer.Ordinal));
            return new HistoryPart<HostKeyCase>([.. ordered], names.HasBefore, names.HasAfter);
        },
        cancellationToken);

    /// <summary>The keys of an endpoint; <see langword="null"/> when it showed none.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public Task<HostKeyCase?> ReadAsync(EndpointKey endpoint, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var ids = context.Endpoints.Where(e => e.Device == endpoint.Device && e.Protocol == endpoint.Protocol).Select(e => e.Id);
            var cases = await ReadAsync(context, context.HostKeys.Where(key => ids.Contains(key.Endpoint)), cancellationToken).ConfigureAwait(false);
            return cases.FirstOrDefault();
        },
        cancellationToken);

    /// <summary>Trusts a key from now on, and waits until that is kept.</summary>
    /// <param name="endpoint">Whose key.</param>
    /// <param name="fingerprint">The key; one the endpoint has shown.</param>
    /// <param name="by">Who decides, as they call themselves: 1 to <see cref="MaxName"/> characters.</param>
    /// <param name="reason">Why: 1 to <see cref="MaxReason"/> characters.</param>
    /// <param name="cancellationToken">Stops the waiting; the decision may be kept all the same.</param>
    /// <returns>Whether the endpoint has shown such a key.</returns>
    /// <exception cref="ArgumentException">Name or reason are missing or too long.</exception>
    public async Task<bool> AcceptAsync(EndpointKey endpoint, string fingerprint, string by, string reason, CancellationToken cancellationToken)
    {
        var entry = new AcceptKeyEntry(endpoint, fingerprint, Checked(by, MaxName, nameof(by)), Checked(reason, MaxReason, nameof(reason)), time.GetUtcNow(), store.HostKeys);
        await store.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        return await entry.WhenKept.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Checked(string text, int max, string name) => text.Trim() is { Length: > 0 } words && words.Length <= max
        ? DeviceText.Clean(words)
        : throw new ArgumentException($"1 to {max} characters are needed.", name);

    private static async Task<IEnumerable<HostKeyCase>> ReadAsync(StoreContext context, IQueryable<StoredHostKey> keys, CancellationToken cancellationToken)
    {
        var rows = await keys.AsNoTracking()
            .Join(context.Endpoints, key => key.Endpoint, endpoint => endpoint.Id, (key, endpoint) => new { Key = key, endpoint.Device, endpoint.Protocol })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(row => new EndpointKey(row.Device, row.Protocol), row => row.Key).Select(ToCase);
    }

    private static HostKeyCase ToCase(IGrouping<EndpointKey, StoredHostKey> keys)
    {
        var trusted = HostKeyMemory.TrustedOf(keys);
        var seen = keys.OrderBy(key => !ReferenceEquals(key, trusted)).ThenByDescending(key => key.LastSeenAt).Select(key => new SeenHostKey
        {
            Fingerprint = key.Fingerprint,
            Type = key.Type,
            FirstSeenAt = key.FirstSeenAt,
            LastSeenAt = key.LastSeenAt,
            AcceptedAt = key.AcceptedAt,
            AcceptedBy = key.AcceptedBy,
            AcceptedFor = key.AcceptedFor,
            IsTrusted = ReferenceEquals(key, trusted),
        });
        return new HostKeyCase(keys.Key, [.. seen]);
    }
}
