using System.Diagnostics;
using System.Net;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using Xunit.Abstractions;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class FleetTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_thousand_devices_start_in_one_go()
    {
        var clock = Stopwatch.StartNew();
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(2000));
        output.WriteLine($"2,000 devices started in {clock.ElapsedMilliseconds} ms.");

        Assert.Equal(2000, fleet.Devices.Length);
        using var last = await RawClient.ConnectAsync(fleet.Devices[^1].Address, fleet.Devices[^1].SshPort);
        await last.ExpectAsync("SSH-2.0-");
    }

    [Fact]
    public async Task Every_device_has_its_own_name_and_address_and_the_platforms_take_turns()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(300));

        Assert.Equal(300, fleet.Devices.Select(device => device.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(300, fleet.Devices.Select(device => device.Address).Distinct().Count());
        Assert.All(fleet.Devices.GroupBy(device => device.Platform, StringComparer.Ordinal), group => Assert.Equal(50, group.Count()));
        Assert.Same(fleet.Devices[299], fleet.Find(fleet.Devices[299].Address));
        Assert.Null(fleet.Find(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("0.0.0.0", 1)]
    [InlineData("10.0.0.1", 1)]
    [InlineData("::1", 1)]
    [InlineData("127.0.0.0", 1)]
    [InlineData("127.255.255.250", 6)]
    public async Task Anything_but_loopback_is_refused(string baseAddress, int devices)
    {
        var error = await Assert.ThrowsAsync<LabException>(
            () => SimulatedFleet.StartAsync(Fleets.Options(devices) with { BaseAddress = IPAddress.Parse(baseAddress) }));

        Assert.Contains(baseAddress, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_address()
    {
        await using var first = await SimulatedFleet.StartAsync(Fleets.Options(3));
        var taken = first.Devices[2];

        var error = await Assert.ThrowsAsync<LabException>(() => SimulatedFleet.StartAsync(
            first.Options with { Protocols = FleetProtocols.Ssh, SshPort = taken.SshPort!.Value }));

        Assert.Contains($"Port {taken.SshPort} of {taken.Address} is taken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_that_ends_hangs_up_on_everybody()
    {
        var fleet = await SimulatedFleet.StartAsync(Fleets.Options(4) with { Mix = FleetMix.Parse("right,silent,slow") });
        var clients = new List<RawClient>();
        foreach (var device in fleet.Devices)
        {
            clients.Add(await RawClient.ConnectAsync(device.Address, device.SshPort));
            clients.Add(await RawClient.ConnectAsync(device.Address, device.TelnetPort));
        }

        await Until.TrueAsync(() => fleet.Counters.Live == 8, () => $"Not everybody is connected: {fleet.Counters}");
        await fleet.DisposeAsync();

        Assert.Equal((0, 8, 0), (fleet.Counters.Live, fleet.Counters.PeakLive, fleet.Counters.Faults));
        foreach (var client in clients)
        {
            await client.ReadToEndAsync();
            client.Dispose();
        }
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(FleetOptions.MaxDevices + 1, null)]
    [InlineData(1, "cisco_ios")]
    public async Task Options_that_make_no_sense_are_named(int devices, string? platform) =>
        await Assert.ThrowsAsync<LabException>(() => SimulatedFleet.StartAsync(Fleets.Options(devices) with { Platform = platform }));

    [Fact]
    public void A_fleet_too_large_for_the_limit_of_open_files_says_so_before_it_starts() =>
        Assert.Contains("ulimit -n", Assert.Throws<LabException>(() => DescriptorLimit.Check(int.MaxValue - 1000)).Message, StringComparison.Ordinal);
}
