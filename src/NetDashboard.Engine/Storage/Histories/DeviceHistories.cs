using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Histories;

/// <summary>Reads what is kept of one device.</summary>
/// <param name="context">For reading.</param>
internal sealed class DeviceHistories(StoreContext context)
{
    private const int MaxPrompts = 20;
    private const int MaxListed = 30;

    /// <returns><see langword="null"/> for a device that was never scanned.</returns>
    public async Task<DeviceHistory?> ReadAsync(string device, CancellationToken cancellationToken)
    {
        var endpoints = await context.Endpoints.AsNoTracking().Where(endpoint => endpoint.Device == device)
            .OrderBy(endpoint => endpoint.Protocol).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (endpoints.Count is 0)
        {
            return null;
        }

        var past = new PastEndpoints(context);
        var thinned = await past.LastThinnedAsync(cancellationToken).ConfigureAwait(false);
        var histories = ImmutableArray.CreateBuilder<EndpointHistory>();
        foreach (var (endpoint, glance) in await past.ReadAsync(endpoints, cancellationToken).ConfigureAwait(false))
        {
            var last = await past.LastAsync(endpoint.Id, thinned, EndpointHistory.MaxResults, cancellationToken).ConfigureAwait(false);
            histories.Add(new EndpointHistory
            {
                Glance = glance,
                Logins = [.. last.Where(result => result.Outcome is ProbeOutcome.Ok).Reverse()],
                Prompts = last is [.., var oldest] ? await PromptsAsync(endpoint.Id, oldest.StartedAt, cancellationToken).ConfigureAwait(false) : [],
                HostKeys = await HostKeysAsync(endpoint.Id, cancellationToken).ConfigureAwait(false),
                Results = await ResultsAsync(endpoint.Id, cancellationToken).ConfigureAwait(false),
            });
        }

        return new DeviceHistory(device, histories.DrainToImmutable());
    }

    private async Task<ImmutableArray<SeenPrompt>> PromptsAsync(long endpoint, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await context.Results.AsNoTracking()
            .Where(result => result.Endpoint == endpoint && result.StartedAt >= since && result.Prompt != null)
            .GroupBy(result => result.Prompt)
            .Select(group => new { Text = group.Key, First = group.Min(result => result.StartedAt), Last = group.Max(result => result.StartedAt), Count = group.Count() })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new SeenPrompt(row.Text!, row.First, row.Last, row.Count)).OrderByDescending(prompt => prompt.LastAt).Take(MaxPrompts)];
    }

    private async Task<ImmutableArray<PastHostKey>> HostKeysAsync(long endpoint, CancellationToken cancellationToken)
    {
        var keys = await context.HostKeys.AsNoTracking().Where(key => key.Endpoint == endpoint).OrderByDescending(key => key.LastSeenAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. keys.Select(key => new PastHostKey(key.Fingerprint, key.Type, key.FirstSeenAt, key.LastSeenAt)
            {
                AcceptedAt = key.AcceptedAt, AcceptedBy = key.AcceptedBy, AcceptedFor = key.AcceptedFor,
            }),
        ];
    }

    private async Task<ImmutableArray<LastResult>> ResultsAsync(long endpoint, CancellationToken cancellationToken)
    {
        var rows = await context.Results.AsNoTracking()
            .Where(result => result.Endpoint == endpoint)
            .OrderByDescending(result => result.StartedAt).ThenByDescending(result => result.Scan).ThenByDescending(result => result.Attempt)
            .Take(MaxListed)
            .Select(result => new { result.Scan, result.Attempt, result.StartedAt, result.Outcome, result.Failure, result.Duration, result.Prompt, result.Detail })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var numbers = rows.Select(row => row.Scan).Distinct().ToArray();
        var scans = await context.Scans.AsNoTracking().Where(scan => numbers.Contains(scan.Number))
            .ToDictionaryAsync(scan => scan.Number, scan => (scan.Id, scan.Title), cancellationToken).ConfigureAwait(false);
        return
        [
            // A scan that was removed in between takes its results along.
            .. rows.Where(row => scans.ContainsKey(row.Scan)).Select(row => new LastResult(
                new PastResult(row.StartedAt, ResultCodec.ValueOf(row.Outcome, ProbeOutcome.Failed), ResultCodec.ValueOf(row.Failure, ProbeFailure.InternalError), new TimeSpan(row.Duration)),
                scans[row.Scan].Id,
                scans[row.Scan].Title,
                row.Attempt,
                row.Prompt,
                row.Detail)),
        ];
    }
}
