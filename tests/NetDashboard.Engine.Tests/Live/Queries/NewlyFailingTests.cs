using NetDashboard.Live;
using NetDashboard.Live.Queries;
using NetDashboard.Probing;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Live.Queries;

/// <summary>What fails and did not in the scan before.</summary>
public sealed class NewlyFailingTests
{
    private readonly ScanLayout _layout = new(Made.Inventory("sw-0", "sw-1", "sw-2", "sw-3").Devices);
    private readonly EndpointState[] _states;
    private readonly Baseline _before;

    public NewlyFailingTests()
    {
        _states = [.. _layout.Endpoints.Select((_, index) => new EndpointState(index, EndpointStatus.Waiting, 1, null))];
        _before = new Baseline(
            Guid.NewGuid(), DateTimeOffset.UnixEpoch, _layout, [new("sw-1", "ssh"), new("sw-2", "ssh"), new("sw-3", "ssh"), new("sw-3", "telnet"), new("elsewhere", "ssh")]);
        Set("sw-0", "ssh", ProbeVerdict.Failed(ProbeFailure.ConnectTimeout, "no answer"));
        Set("sw-1", "ssh", ProbeVerdict.Ok("sw-1#"));
        Set("sw-2", "telnet", ProbeVerdict.Failed(ProbeFailure.ConnectTimeout, "no answer"));
        Set("sw-3", "ssh", ProbeVerdict.Limited("sw-3>", "% Access denied"));
        Set("sw-3", "telnet", ProbeVerdict.Failed(ProbeFailure.AccountHeld, "held"));
    }

    [Fact]
    public void It_is_what_was_ok_and_is_limited_or_failed() =>
        Assert.Equal("sw-3/ssh", Assert.Single(_states.Where(_before.IsNewlyFailing).Select(state => $"{_layout.Endpoints[state.Index].Device.Name}/{_layout.Endpoints[state.Index].Endpoint.Protocol}")));

    [Theory]
    [InlineData("", "sw-3 sw-0 sw-1 sw-2")]
    [InlineData("status=failed", "sw-0 sw-2")]
    [InlineData("sort=device", "sw-0 sw-1 sw-2 sw-3")]
    [InlineData("is=new", "sw-3")]
    [InlineData("is=NEW&protocol=telnet", "")]
    public void It_comes_first_while_no_order_is_asked_for_and_can_be_asked_for_alone(string address, string expected) =>
        Assert.Equal(expected, string.Join(' ', ResultAddress.Parse(address).Query.Rows(_layout, _states, _before).Select(row => _layout.Devices[row].Name)));

    [Fact]
    public void Without_a_scan_before_nothing_is_new_and_the_order_is_that_of_the_inventory()
    {
        Assert.Equal([0, 1, 2, 3], ResultQuery.All.Rows(_layout, _states));
        Assert.Empty(ResultAddress.Parse("is=new").Query.Rows(_layout, _states));
    }

    [Fact]
    public void The_address_says_so()
    {
        var reading = ResultAddress.Parse("is=new&status=failed");
        Assert.Equal("status=failed&is=new", reading.Query.ToString());
        Assert.False(reading.Query.HasNoConditions, "It shows everything.");
        Assert.Equal("There is no mark 'bent'; it was left out of the filter.", Assert.Single(ResultAddress.Parse("is=bent").Remarks));
        Assert.Contains("is", ResultAddress.Parameters, StringComparer.Ordinal);
    }

    private void Set(string device, string protocol, ProbeVerdict verdict)
    {
        var key = new EndpointKey(device, protocol);
        var index = _layout.IndexOf(key);
        _states[index] = new EndpointState(index, EndpointStatuses.Of(verdict.Outcome), 1, Made.Of(key, verdict));
    }
}
