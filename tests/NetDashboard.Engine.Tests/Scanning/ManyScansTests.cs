using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net.Sockets;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>What several scans at once owe each other and the devices.</summary>
[Collection(WholeProcess.Name)]
public sealed class ManyScansTests
{
    [Theory]
    [InlineData("127.0.0.1", "ssh", "127.0.0.1", "ssh")]
    [InlineData("127.0.0.1", "ssh", "127.0.0.1", "telnet")]
    [InlineData("localhost", "telnet", "127.0.0.1", "ssh")]
    public async Task Two_scans_never_have_a_session_to_one_device_at_the_same_time(string host, string protocol, string otherHost, string otherProtocol)
    {
        var sessions = new ConcurrentBag<Socket>();
        var overlaps = 0;
        await using var silent = LoopbackServer.That((socket, stop) =>
        {
            // What the client closed before it connected anew is known to be closed here by now.
            Interlocked.Add(ref overlaps, sessions.Count(IsOpen));
            sessions.Add(socket);
            return Task.Delay(Timeout.Infinite, stop);
        });
        var scanner = FleetScan.Scanner();

        var results = await Task.WhenAll(
            DrainAsync(scanner, Plan("one", host, silent.Port, protocol)), DrainAsync(scanner, Plan("other", otherHost, silent.Port, otherProtocol)));

        Assert.All(results, result => Assert.Equal(ProbeStage.Banner, Assert.Single(result).Stage));
        Assert.Equal((2, 0), (sessions.Count, overlaps));
    }

    [Fact]
    public async Task All_scans_together_try_no_more_devices_at_a_time_than_may_be()
    {
        await using var silent = await SimulatedFleet.StartAsync(Fleets.Options(20) with { Mix = FleetMix.Of(DeviceBehaviour.Silent) });
        await using var others = await SimulatedFleet.StartAsync(Fleets.Options(20) with { Mix = FleetMix.Of(DeviceBehaviour.Silent) });
        var scanner = FleetScan.Scanner(concurrency: 4);
        using var cancel = new CancellationTokenSource();
        Task[] scans =
        [
            .. new[] { silent, others }.Select(fleet => DrainAsync(
                scanner, ScanPlan.For(FleetScan.InventoryOf(fleet, operation: TimeSpan.FromMinutes(1)), FleetScan.SshOnly), cancellationToken: cancel.Token)),
        ];

        await Until.TrueAsync(() => silent.Counters.Live + others.Counters.Live >= 4, () => "The scans did not begin.");
        await Task.Delay(300); // Time for those too many to come, if there are any.

        Assert.Equal(4, silent.Counters.Connections + others.Counters.Connections);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(scans));
    }

    [Fact]
    public async Task Two_scans_of_the_same_fleet_both_end_with_every_login_right()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(60));
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet));
        var scanner = FleetScan.Scanner(concurrency: 16);

        var results = await Task.WhenAll(DrainAsync(scanner, plan), DrainAsync(scanner, plan)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.All(results, result => Assert.Equal(120, result.Count(probe => probe.Verdict.Outcome is ProbeOutcome.Ok)));
    }

    [Fact]
    public async Task A_small_scan_is_not_held_up_by_a_large_one()
    {
        await using var silent = await SimulatedFleet.StartAsync(Fleets.Options(60) with { Mix = FleetMix.Of(DeviceBehaviour.Silent) });
        await using var right = await SimulatedFleet.StartAsync(Fleets.Options(3));
        var scanner = FleetScan.Scanner(concurrency: 4);
        using var cancel = new CancellationTokenSource();
        var begun = 0;
        var large = DrainAsync(scanner, ScanPlan.For(FleetScan.InventoryOf(silent, operation: TimeSpan.FromSeconds(2))), _ => Interlocked.Increment(ref begun), cancel.Token);
        await Until.TrueAsync(() => Volatile.Read(ref begun) >= 4, () => "The large scan did not take all places.");

        // The large one alone takes a minute: sixty devices, four at a time, each silent for two seconds over two protocols.
        var results = await DrainAsync(scanner, ScanPlan.For(FleetScan.InventoryOf(right))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.All(results, result => Assert.Equal(ProbeOutcome.Ok, result.Verdict.Outcome));
        Assert.False(large.IsCompleted, "The large scan was over before the small one: nothing was shown.");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
    }

    [Fact]
    public async Task A_scan_cancelled_while_it_waits_for_another_scans_devices_ends_at_once_and_leaves_them_free()
    {
        await using var silent = LoopbackServer.Silent();
        var scanner = FleetScan.Scanner();
        using var cancelFirst = new CancellationTokenSource();
        using var cancelSecond = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var first = DrainAsync(scanner, Plan("one", "127.0.0.1", silent.Port, "ssh", TimeSpan.FromSeconds(60)), _ => begun.TrySetResult(), cancelFirst.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var second = DrainAsync(scanner, Plan("two", "localhost", silent.Port, "ssh"), cancellationToken: cancelSecond.Token);

        await cancelSecond.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(first.IsCompleted, "Cancelling one scan ended another.");
        await cancelFirst.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Single(await DrainAsync(scanner, Plan("three", "127.0.0.1", silent.Port, "ssh")).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Without_the_account_guard_every_device_is_asked()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(8));
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet, password: "not-this-one"), FleetScan.SshOnly);

        var guarded = await DrainAsync(FleetScan.Scanner(), plan);
        Assert.Equal(5, guarded.Count(result => result.Verdict.Outcome is ProbeOutcome.Held));
        var unguarded = await DrainAsync(FleetScan.Scanner(), plan with { IgnoresAccountGuard = true });

        Assert.All(unguarded, result => Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure));
        Assert.Equal(3 + 8, fleet.Counters.SubmissionsWrong);
    }

    [Fact]
    public async Task A_wrong_password_costs_two_scans_at_once_no_more_than_one()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(20));
        var plan = ScanPlan.For(FleetScan.InventoryOf(fleet, password: "not-this-one"), FleetScan.SshOnly);
        var scanner = FleetScan.Scanner();

        var results = await Task.WhenAll(DrainAsync(scanner, plan), DrainAsync(scanner, plan)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(40 - 3, results.Sum(scan => scan.Count(result => result.Verdict.Outcome is ProbeOutcome.Held)));
        Assert.Equal(3, fleet.Counters.SubmissionsWrong);
        await DrainAsync(scanner, plan);
        Assert.Equal(6, fleet.Counters.SubmissionsWrong);
    }

    [Fact]
    public async Task A_lone_device_of_a_shared_host_holds_up_only_itself()
    {
        var connected = new TaskCompletionSource();
        await using var one = LoopbackServer.Silent();
        await using var other = LoopbackServer.That((_, stop) =>
        {
            connected.TrySetResult();
            return Task.Delay(Timeout.Infinite, stop);
        });
        var plans = new[] { one.Port, other.Port }.Select((port, i) => Plan($"line-{i}", "127.0.0.1", port, "ssh", TimeSpan.FromSeconds(60))).ToArray();
        ImmutableArray<Device> devices = [.. plans.Select(plan => plan.Items[0].Device)];
        var scanner = FleetScan.Scanner();
        using var cancel = new CancellationTokenSource();
        var begun = new TaskCompletionSource();

        // As in re-runs of one line each of a terminal server: a plan has one device, its inventory knows the others.
        var first = DrainAsync(scanner, plans[0] with { Devices = devices }, _ => begun.TrySetResult(), cancel.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var second = DrainAsync(scanner, plans[1] with { Devices = devices }, cancellationToken: cancel.Token);

        await connected.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(first, second));
    }

    private static bool IsOpen(Socket socket)
    {
        var buffer = new byte[256];
        try
        {
            while (socket.Poll(0, SelectMode.SelectRead))
            {
                if (socket.Receive(buffer) == 0)
                {
                    return false;
                }
            }

            return true;
        }
        catch (SocketException)
        {
            // Reset by the client, which is an end too.
            return false;
        }
    }

    private static ScanPlan Plan(string name, string host, int port, string protocol, TimeSpan? transport = null)
    {
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(5), transport ?? TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1));
        return ScanPlan.For(new DeviceInventory(
            [new Device(name, host, [new Endpoint { Protocol = protocol, Port = port, CredentialId = "c1", Timeouts = limits }])],
            new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("netops", new Secret("secret")) }.ToFrozenDictionary(StringComparer.Ordinal)));
    }

    private static async Task<List<ProbeResult>> DrainAsync(
        Scanner scanner, ScanPlan plan, Action<ScanItem>? started = null, CancellationToken cancellationToken = default)
    {
        var results = new List<ProbeResult>();
        await foreach (var result in scanner.ScanAsync(plan, started, cancellationToken))
        {
            results.Add(result);
        }

        return results;
    }
}
