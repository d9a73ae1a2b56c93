using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>
/// What the one that writes knows of endpoints: their numbers, since when they fail, which host keys they showed. What a batch changes is pending until
/// its commit.
/// </summary>
/// <param name="database">Where they are.</param>
internal sealed class EndpointLedger(StoreDatabase database)
{
    private readonly Dictionary<EndpointKey, StoredEndpoint> _known = [];
    private readonly Dictionary<EndpointKey, StoredEndpoint> _pending = [];
    private readonly Dictionary<(long Endpoint, string Fingerprint), StoredHostKey> _keys = [];
    private long _last;

    /// <summary>Reads all endpoints anew. What is pending stays: the batch under way may have noted results before it came to this.</summary>
    public async Task LearnAsync(StoreContext context, CancellationToken cancellationToken)
    {
        _known.Clear();
        await foreach (var endpoint in context.Endpoints.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            _known[new(endpoint.Device, endpoint.Protocol)] = endpoint;
        }

        _last = _known.Count == 0 ? 0 : _known.Values.Max(endpoint => endpoint.Id);
    }

    /// <summary>Gives numbers to endpoints that have none.</summary>
    public async Task NameAsync(DbTransaction transaction, IEnumerable<EndpointKey> keys, CancellationToken cancellationToken)
    {
        var unknown = new List<StoredEndpoint>();
        foreach (var key in keys.Where(key => !_known.ContainsKey(key)))
        {
            var endpoint = new StoredEndpoint { Id = ++_last, Device = key.Device, Protocol = key.Protocol };
            unknown.Add(endpoint);
            _known[key] = endpoint;
        }

        if (unknown.Count > 0)
        {
            await database.InsertAsync(transaction, StoreTables.Endpoints, unknown, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes a result that is about to be written.</summary>
    /// <returns>Its endpoint, as the result leaves it.</returns>
    public StoredEndpoint Note(ProbeResult result, DateTimeOffset at)
    {
        var endpoint = _pending.TryGetValue(result.Key, out var pending) ? pending : _known[result.Key];
        if (result.HostKey is { } key)
        {
            var fingerprint = StorableText.Of(key);
            var seen = _keys.GetValueOrDefault((endpoint.Id, fingerprint));
            _keys[(endpoint.Id, fingerprint)] = new StoredHostKey
            {
                Endpoint = endpoint.Id,
                Fingerprint = fingerprint,
                Type = SshKeyTypes.Of(result.Algorithms),
                FirstSeenAt = seen?.FirstSeenAt ?? at,
                LastSeenAt = at,
                AdmittedAt = seen?.AdmittedAt ?? (HostKeyMemory.IsRefused(result) ? null : at),
            };
        }

        var since = result.Verdict.Outcome switch
        {
            ProbeOutcome.Ok => null,
            ProbeOutcome.Limited or ProbeOutcome.Failed => endpoint.FailingSince ?? at,
            _ => endpoint.FailingSince, // Not tried, so nothing is known that was not known before.
        };
        if (since == endpoint.FailingSince)
        {
            return endpoint;
        }

        return _pending[result.Key] = new StoredEndpoint { Id = endpoint.Id, Device = endpoint.Device, Protocol = endpoint.Protocol, FailingSince = since };
    }

    /// <summary>Writes what the results noted have changed.</summary>
    public async Task WriteAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (_pending.Count > 0)
        {
            await database.InsertAsync(transaction, StoreTables.Endpoints, [.. _pending.Values], cancellationToken).ConfigureAwait(false);
        }

        if (_keys.Count > 0)
        {
            await database.InsertAsync(transaction, StoreTables.HostKeys, [.. _keys.Values], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What was pending is committed.</summary>
    public void Settle()
    {
        foreach (var (key, endpoint) in _pending)
        {
            _known[key] = endpoint;
        }

        Forget();
    }

    /// <summary>What was pending is not committed, or not known to be: the same batch will come again.</summary>
    public void Forget()
    {
        _pending.Clear();
        _keys.Clear();
    }
}
