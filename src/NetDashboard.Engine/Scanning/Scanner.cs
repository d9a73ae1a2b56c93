using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>
/// Tries logins on many devices at once. Safe for several scans at the same time, which share the concurrency fairly, never have two sessions
/// to one device between them, and protect accounts together; so one for the whole process.
/// </summary>
/// <param name="catalog">The probes, by protocol.</param>
/// <param name="runner">Runs each probe.</param>
/// <param name="options">Concurrency.</param>
/// <param name="time">The clock.</param>
public sealed class Scanner(ProbeCatalog catalog, ProbeRunner runner, IOptions<ScanOptions> options, TimeProvider time) : IScanner
{
    private static readonly TimeSpan s_connectHeadStart = TimeSpan.FromMilliseconds(500);

    private readonly DeviceGate _gate = new();
    private readonly ProbeSlots _slots = new();
    private readonly AccountBook _accounts = new(time);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ProbeResult> ScanAsync(
        ScanPlan plan, Action<ScanItem>? started = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Bounded, so that a slow reader slows the probes down instead of filling memory.
        var results = Channel.CreateBounded<ProbeResult>(
            new BoundedChannelOptions(options.Value.MaxConcurrency) { SingleReader = true });
        var probing = ProbeAllAsync(plan, results.Writer, started, stop.Token);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally // Also when the caller leaves the loop early.
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IEnumerable<ImmutableArray<ScanItem>> ByDevice(ImmutableArray<ScanItem> items)
    {
        for (var start = 0; start < items.Length;)
        {
            var end = start + 1;
            while (end < items.Length && ReferenceEquals(items[end].Device, items[start].Device))
            {
                end++;
            }

            yield return items[start..end];
            start = end;
        }
    }

    private async Task ProbeAllAsync(ScanPlan plan, ChannelWriter<ProbeResult> results, Action<ScanItem>? started, CancellationToken cancellationToken)
    {
        try
        {
            using var lane = _slots.Open(() => Math.Min(options.Value.MaxConcurrency, OpenFiles.DevicesThatFit()));
            using var accounts = plan.IgnoresAccountGuard ? null : _accounts.Open(plan.Logins, plan.ReleasesHeld);
            var run = new ScanWork(plan, new HostCensus(plan, catalog), accounts, lane, results, started);
            var degree = new ParallelOptions { MaxDegreeOfParallelism = lane.Most, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(
                ByDevice(plan.Items),
                degree,
                async (items, token) => await VisitAsync(items, run, token).ConfigureAwait(false)).ConfigureAwait(false);
            results.Complete();
        }
        catch (Exception e)
        {
            // The reader sees it: a scan never ends short without saying so.
            results.Complete(e);
        }
    }

    private async Task VisitAsync(ImmutableArray<ScanItem> items, ScanWork run, CancellationToken cancellationToken)
    {
        var device = items[0].Device;
        var claim = run.Hosts.Claim(device);

        // The gate first: who waits for another scan's session must not hold a place meanwhile.
        using var pass = await _gate.EnterAsync(HostCensus.KeyOf(device.Host), claim, cancellationToken).ConfigureAwait(false);
        using var slot = await run.Lane.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var visit = new DeviceVisit(_gate, claim, run.Accounts, cancellationToken);
        var probes = new List<Task>(items.Length);
        try
        {
            foreach (var item in items)
            {
                var turn = visit.NextTurn();
                var probe = ProbeAsync(item, turn, run, cancellationToken);
                probes.Add(probe);
                if (probes.Count < items.Length)
                {
                    await GiveHeadStartAsync(probe, turn, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // None may outlive the visit, whatever became of the others.
            await Task.WhenAll(probes).ConfigureAwait(false);
        }
    }

    private async Task GiveHeadStartAsync(Task probe, DeviceVisit.Turn turn, CancellationToken cancellationToken)
    {
        await Task.WhenAny(probe, Task.Delay(s_connectHeadStart, time, cancellationToken)).ConfigureAwait(false);
        if (turn.IsConnected)
        {
            await probe.ConfigureAwait(false);
        }
    }

    private async Task ProbeAsync(ScanItem item, DeviceVisit.Turn turn, ScanWork run, CancellationToken cancellationToken)
    {
        var probe = catalog.Find(item.Endpoint.Protocol)
            ?? throw new InvalidOperationException($"No probe speaks the protocol '{item.Endpoint.Protocol}'.");
        var target = new ProbeTarget(
            item.Device,
            item.Endpoint,
            run.Plan.Credentials[item.Endpoint.CredentialId],
            PlatformCatalog.Find(item.Endpoint.Platform ?? PlatformCatalog.Generic.Name) ?? PlatformCatalog.Generic,
            item.Attempt);
        ProbeResult result;
        using (turn)
        {
            run.Started?.Invoke(item);
            result = await runner.RunAsync(probe, target, turn, cancellationToken).ConfigureAwait(false);
        }

        await run.Results.WriteAsync(result, cancellationToken).ConfigureAwait(false);
    }

    private sealed record ScanWork(
        ScanPlan Plan, HostCensus Hosts, AccountGuard? Accounts, ProbeSlots.Lane Lane, ChannelWriter<ProbeResult> Results, Action<ScanItem>? Started);
}
