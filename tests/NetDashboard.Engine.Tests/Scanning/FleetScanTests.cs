using System.Diagnostics;
using System.Net;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using Xunit.Abstractions;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>Whole scans of simulated fleets.</summary>
public sealed class FleetScanTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_right_device_is_ok_over_both_protocols()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Options(200, "127.41.0.1"));

        var clock = Stopwatch.StartNew();
        var results = await FleetScan.RunAsync(FleetScan.InventoryOf(fleet));
        output.WriteLine($"{results.Count} in {clock.ElapsedMilliseconds} ms; {fleet.Counters}");

        Assert.Equal(400, results.Count);
        Assert.All(results, result => Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Device} {result.Protocol} {result.Platform}: {result.Verdict}"));
        Assert.All(results, result => Assert.Contains(result.Device, result.Verdict.Prompt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_shared_by_a_thousand_devices_is_submitted_three_times_and_held_for_the_rest()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Options(1000, "127.42.0.1"));

        var results = await FleetScan.RunAsync(FleetScan.InventoryOf(fleet, password: "of-last-year"));

        Assert.Equal(2000, results.Count);
        Assert.InRange(fleet.Counters.Submissions, 1, AccountGuard.MaxUnproven);
        Assert.Equal(2000 - fleet.Counters.Submissions, results.Count(result => result.Verdict.Outcome is ProbeOutcome.Held));
        Assert.All(
            results.Where(result => result.Verdict.Outcome is not ProbeOutcome.Held),
            result => Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure));
    }

    private static FleetOptions Options(int devices, string baseAddress) => new() { Devices = devices, BaseAddress = IPAddress.Parse(baseAddress) };
}
