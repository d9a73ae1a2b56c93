using System.Collections.Frozen;
using System.Diagnostics;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Engine.Tests.Probing;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>How a scan begins, ends and is left.</summary>
[Collection(WholeProcess.Name)]
public sealed class ScannerTests
{
    [Fact]
    public async Task Leaving_the_loop_early_stops_the_work_and_leaks_nothing()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(300));
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet));
        await LeaveAfterAsync(plan, 1);
        var before = WholeProcess.Descriptors;

        for (var results = 1; results <= 40; results += 3)
        {
            await LeaveAfterAsync(plan, results);
        }

        await WholeProcess.AssertDescriptorsBackToAsync(before);
        var seen = fleet.Counters.Connections;
        await Task.Delay(300);
        Assert.Equal(seen, fleet.Counters.Connections);
    }

    [Fact]
    public async Task Cancelling_at_any_moment_ends_everything_within_a_quarter_of_a_second()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(300) with { Mix = FleetMix.Showcase });
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet));
        await LeaveAfterAsync(plan, 1);
        var before = WholeProcess.Descriptors;
        var worst = TimeSpan.Zero;

        for (var moment = 0; moment < 15; moment++)
        {
            using var cancel = new CancellationTokenSource();
            var scan = DrainAsync(plan, cancel.Token);
            await Task.Delay(moment * 20);
            var clock = Stopwatch.StartNew();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
            worst = clock.Elapsed > worst ? clock.Elapsed : worst;
        }

        // The bound of 250 ms is measured by the benchmark cancel; here an end is told from a wait for the devices' limits.
        Assert.True(worst < TimeSpan.FromSeconds(5), $"The slowest end took {worst.TotalMilliseconds:0} ms.");
        await WholeProcess.AssertDescriptorsBackToAsync(before);
    }

    [Fact]
    public async Task Black_holes_cost_one_connect_limit_and_hold_nobody_up()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(200) with { Mix = FleetMix.Parse("right=90,black-hole=10") });
        var clock = Stopwatch.StartNew();

        var results = await FleetScan.RunAsync(FleetScan.InventoryOf(fleet, connect: TimeSpan.FromSeconds(2)));

        Assert.Equal(40, results.Count(result => result.Verdict.Failure is ProbeFailure.ConnectTimeout));
        Assert.Equal(360, results.Count(result => result.Verdict.Outcome is ProbeOutcome.Ok));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}."); // Forty limits one after the other would take 80 s.
    }

    [Fact]
    public async Task One_device_is_never_in_two_sessions_at_once()
    {
        var arrivals = new System.Collections.Concurrent.ConcurrentQueue<long>();
        await using var silent = LoopbackServer.That((_, stop) =>
        {
            arrivals.Enqueue(Stopwatch.GetTimestamp());
            return Task.Delay(Timeout.Infinite, stop);
        });
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1));
        var endpoints = ProbeTesting.Catalog.All.Select(probe => probe.Protocol).Select(protocol => new Endpoint { Protocol = protocol, Port = silent.Port, CredentialId = "c1", Timeouts = limits });
        var inventory = new DeviceInventory(
            [new Device("r1", "127.0.0.1", [.. endpoints])],
            new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("netops", new Secret("secret")) }.ToFrozenDictionary(StringComparer.Ordinal));

        var results = await FleetScan.RunAsync(inventory);

        Assert.Equal(2, results.Count);
        var times = arrivals.ToArray();
        Assert.True(Stopwatch.GetElapsedTime(times[0], times[1]) > TimeSpan.FromSeconds(1.2), "The second session began while the first was open.");
    }

    [Fact]
    public async Task While_the_first_protocol_waits_for_its_connect_the_next_may_begin()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(1) with { Mix = FleetMix.Of(DeviceBehaviour.BlackHole) });
        var results = await FleetScan.RunAsync(FleetScan.InventoryOf(fleet, connect: TimeSpan.FromSeconds(4)));

        Assert.All(results, result => Assert.Equal(ProbeFailure.ConnectTimeout, result.Verdict.Failure));
        var begun = results.Select(result => result.StartedAt).Order().ToArray();
        Assert.True(begun[1] - begun[0] < TimeSpan.FromSeconds(3), $"Two connect limits of 4 s followed each other: {string.Join(", ", begun)}.");
    }

    [Fact]
    public async Task Concurrency_is_bounded()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(20) with { Mix = FleetMix.Of(DeviceBehaviour.Silent) });
        using var cancel = new CancellationTokenSource();
        var scan = FleetScan.RunAsync(
            FleetScan.InventoryOf(fleet, operation: TimeSpan.FromMinutes(1)), concurrency: 5, FleetScan.SshOnly, cancel.Token);
        await Until.TrueAsync(() => fleet.Counters.Live >= 5, () => "The scan did not begin.");
        await Task.Delay(300); // Time for those too many to come, if there are any.

        Assert.Equal(5, fleet.Counters.Connections);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
    }

    [Fact]
    public async Task Every_item_is_announced_before_its_result_and_comes_once()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(20));
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet));
        var started = new System.Collections.Concurrent.ConcurrentDictionary<EndpointKey, bool>();
        var results = new List<EndpointKey>();

        await foreach (var result in FleetScan.Scanner().ScanAsync(plan, item => started[new(item.Device.Name, item.Endpoint.Protocol)] = true))
        {
            Assert.True(started.ContainsKey(result.Key), $"{result.Key} came unannounced.");
            results.Add(result.Key);
        }

        Assert.Equal(plan.Items.Length, results.Distinct().Count());
        Assert.Equal(plan.Items.Length, results.Count);
    }

    [Fact]
    public async Task An_item_of_an_unknown_protocol_ends_the_scan_with_an_error_and_not_in_silence()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(1));
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet));
        var item = plan.Items[0];
        var odd = plan with { Items = [item with { Endpoint = item.Endpoint with { Protocol = "carrier-pigeon" } }] };

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => DrainAsync(odd, default));
        Assert.Contains("carrier-pigeon", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mixed_fleet_leaves_descriptors_where_they_were()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(120) with
        {
            Mix = FleetMix.Parse("right=10,wrong-password=2,wrong-enable=2,silent=1,refused=2,closes-early=2,no-password-set=1,legacy=1,black-hole=1,closes-after-password=2"),
        });
        var inventory = FleetScan.InventoryOf(fleet, connect: TimeSpan.FromSeconds(1), operation: TimeSpan.FromSeconds(2));
        await FleetScan.RunAsync(inventory);
        var before = WholeProcess.Descriptors;

        await FleetScan.RunAsync(inventory);

        await WholeProcess.AssertDescriptorsBackToAsync(before);
    }

    private static async Task LeaveAfterAsync(ScanPlan plan, int results)
    {
        await foreach (var _ in FleetScan.Scanner().ScanAsync(plan))
        {
            if (--results == 0)
            {
                break;
            }
        }
    }

    private static async Task DrainAsync(ScanPlan plan, CancellationToken cancellationToken)
    {
        await foreach (var _ in FleetScan.Scanner().ScanAsync(plan, cancellationToken: cancellationToken))
        {
        }
    }
}
