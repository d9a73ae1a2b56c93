using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>
/// The host key that is trusted of each endpoint: the one a person accepted last, else the one with which a login went on first. One that was only
/// refused is never trusted by itself. Safe for many threads.
/// </summary>
internal sealed class HostKeyMemory : IHostKeyMemory
{
    private readonly ConcurrentDictionary<EndpointKey, TrustedHostKey> _trusted = new();

    /// <summary>Of the keys of one endpoint, the one that is trusted; <see langword="null"/> when none is.</summary>
    public static StoredHostKey? TrustedOf(IEnumerable<StoredHostKey> keys) => keys
        .Where(key => key.AcceptedAt is not null || key.AdmittedAt is not null)
        .OrderByDescending(key => key.AcceptedAt ?? DateTimeOffset.MinValue)
        .ThenBy(key => key.AdmittedAt ?? DateTimeOffset.MaxValue)
        .FirstOrDefault();

    /// <summary>Whether the login of a result was refused for its host key.</summary>
    public static bool IsRefused(ProbeResult result) => result.Verdict.Failure is ProbeFailure.HostKeyChanged or ProbeFailure.HostKeyUnknown;

    /// <summary>Reads what is kept.</summary>
    public async Task LearnAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var rows = await context.HostKeys.AsNoTracking()
            .Join(context.Endpoints, key => key.Endpoint, endpoint => endpoint.Id, (key, endpoint) => new { Key = key, endpoint.Device, endpoint.Protocol })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var rowsOfOne in rows.GroupBy(row => new EndpointKey(row.Device, row.Protocol)))
        {
            if (TrustedOf(rowsOfOne.Select(row => row.Key)) is { } key)
            {
                _trusted[rowsOfOne.Key] = new TrustedHostKey(key.Fingerprint, key.Type, key.AcceptedAt ?? key.AdmittedAt!.Value);
            }
        }
    }

    /// <summary>Notes the key of a result that is kept now: under whatever policy, the first that a login went on with is the one to compare with later.</summary>
    public void Note(ProbeResult result, DateTimeOffset at)
    {
        if (result.HostKey is { } fingerprint && !IsRefused(result))
        {
            _trusted.TryAdd(result.Key, new TrustedHostKey(fingerprint, SshKeyTypes.Of(result.Algorithms), at));
        }
    }

    /// <summary>Trusts a key that a person accepted.</summary>
    public void Accept(EndpointKey endpoint, TrustedHostKey key) => _trusted[endpoint] = key;

    /// <inheritdoc/>
    public TrustedHostKey? Find(EndpointKey endpoint) => _trusted.GetValueOrDefault(endpoint);

    /// <inheritdoc/>
    public TrustedHostKey TrustFirst(EndpointKey endpoint, TrustedHostKey seen) => _trusted.GetOrAdd(endpoint, seen);
}
