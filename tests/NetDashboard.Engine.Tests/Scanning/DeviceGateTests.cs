using System.Collections.Frozen;
using NetDashboard.Engine.Tests.Probing;
using NetDashboard.Inventory;
using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>Who must wait for whom at a host.</summary>
public sealed class DeviceGateTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly DeviceGate _gate = new();

    [Fact]
    public async Task Visits_to_one_host_follow_one_another_in_the_order_they_came()
    {
        var first = await Enter("sw-1");
        var second = Enter("SW-1");
        var third = Enter("sw-1");
        Assert.True(Enter("sw-2").IsCompleted, "Another host was kept waiting.");
        Assert.False(second.IsCompleted, "Two visits to one host at a time.");

        first.Dispose();
        (await second.WaitAsync(s_patience)).Dispose();

        (await third.WaitAsync(s_patience)).Dispose();
        Assert.True(Enter("sw-1").IsCompleted, "The host was not let go of.");
    }

    [Fact]
    public async Task Who_gave_up_waiting_does_not_keep_others_out()
    {
        var first = await Enter("sw-1");
        using var cancel = new CancellationTokenSource();
        var impatient = Enter("sw-1", cancellationToken: cancel.Token);
        var patient = Enter("sw-1");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        first.Dispose();

        await patient.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Letting_go_twice_lets_only_one_in()
    {
        var first = await Enter("sw-1");
        var second = Enter("sw-1");
        var third = Enter("sw-1");

        first.Dispose();
        first.Dispose();
        await second.WaitAsync(s_patience);

        Assert.False(third.IsCompleted, "Two were let in for one that left.");
    }

    [Fact]
    public async Task Devices_behind_one_forwarding_host_do_not_wait_for_each_other_but_each_for_itself()
    {
        var one = await Enter("console", Forwarded("r1", 2001));

        Assert.True(Enter("console", Forwarded("r2", 2002)).IsCompleted, "Another device behind the host was kept waiting.");
        Assert.False(Enter("console", Forwarded("r1-again", 2001)).IsCompleted, "Two visits to one port at a time.");
        Assert.False(Enter("console", Forwarded("R1", 3001)).IsCompleted, "Two visits to one device at a time.");
        one.Dispose();
    }

    [Fact]
    public async Task A_visit_that_knows_nothing_of_forwarding_waits_for_all_and_is_not_overtaken()
    {
        var one = await Enter("console", Forwarded("r1", 2001));
        var two = await Enter("console", Forwarded("r2", 2002));
        var lone = Enter("console");
        var late = Enter("console", Forwarded("r3", 2003));

        one.Dispose();
        Assert.False(lone.IsCompleted, "A visit began while another to the same host was under way.");
        two.Dispose();
        (await lone.WaitAsync(s_patience)).Dispose();

        await late.WaitAsync(s_patience);
    }

    [Fact]
    public void A_host_of_several_devices_with_ports_of_their_own_is_taken_for_a_forwarder()
    {
        var census = Census(Device("r1", "lab", 2001), Device("r2", "LAB", 2002), Device("r3", "lab", null), Device("r4", "alone", 2001));

        Assert.True(census.Claim(Device("r1", "lab", 2001)).IsForwarded);
        Assert.False(census.Claim(Device("r3", "lab", null)).IsForwarded, "Whoever answers at the protocol's own port is the host itself.");
        Assert.False(census.Claim(Device("r4", "alone", 2001)).IsForwarded);
        Assert.Equal([22], census.Claim(Device("r3", "lab", null)).Ports.AsEnumerable());
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("2001:DB8:0::1", "2001:db8::1")]
    [InlineData("core-1.example", "core-1.example")]
    public void A_host_has_one_name(string written, string key) => Assert.Equal(key, HostCensus.KeyOf(written));

    private static DeviceClaim Forwarded(string device, params int[] ports) => new(device, IsForwarded: true, [.. ports]);

    private static Device Device(string name, string host, int? port) => new(name, host, [new Endpoint { Protocol = "ssh", Port = port, CredentialId = "c1" }]);

    private static HostCensus Census(params Device[] devices) =>
        new(ScanPlan.For(new DeviceInventory([.. devices], FrozenDictionary<string, Credential>.Empty)), ProbeTesting.Catalog);

    private Task<IDisposable> Enter(string host, DeviceClaim? claim = null, CancellationToken cancellationToken = default) =>
        _gate.EnterAsync(host, claim ?? new DeviceClaim("r", IsForwarded: false, [22]), cancellationToken).AsTask();
}
