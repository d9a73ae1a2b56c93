using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Live.Queries;
using NetDashboard.Probing;

namespace NetDashboard.Tests.Live.Queries;

public sealed class ResultQueryTests
{
    private readonly ScanLayout _layout = new(
    [
        Device("core-10", "10.0.0.10", "ams", ["core"]),
        Device("core-2", "10.0.0.9", "fra", ["core", "lab"]),
        Device("edge-1", "edge-1.example.net", site: null, []) with { Endpoints = [Ssh] },
    ]);

    private readonly EndpointState[] _states;

    public ResultQueryTests() =>
        _states = [.. _layout.Endpoints.Select((_, index) => new EndpointState(index, EndpointStatus.Waiting, Attempt: 1, Result: null))];

    private static Endpoint Ssh => new() { Protocol = "ssh", CredentialId = "c1", Platform = "cisco_iosxe" };

    private static Endpoint Telnet => new() { Protocol = "telnet", CredentialId = "c1" };

    [Theory]
    [InlineData("", "core-10 core-2 edge-1")]
    [InlineData("status=failed", "core-10 core-2")]
    [InlineData("status=failed,ok", "core-10 core-2 edge-1")]
    [InlineData("status=failed&protocol=telnet", "core-10")]
    [InlineData("status=ok&protocol=telnet", "core-2")]
    [InlineData("reason=ConnectTimeout", "core-10")]
    [InlineData("reason=connecttimeout,AuthenticationFailed", "core-10 core-2")]
    [InlineData("stage=banner", "core-2")]
    [InlineData("site=AMS", "core-10")]
    [InlineData("site=ams&site=fra", "core-10 core-2")]
    [InlineData("tag=lab", "core-2")]
    [InlineData("platform=cisco_iosxe&status=ok", "core-10 edge-1")]
    [InlineData("platform=generic&status=ok", "core-2")]
    [InlineData("q=core", "core-10 core-2")]
    [InlineData("q=core+invalid", "core-2")]
    [InlineData("q=EDGE-1%23", "edge-1")]
    [InlineData("q=10.0.0.9", "core-2")]
    [InlineData("q=authenticationfailed", "core-2")]
    [InlineData("q=nowhere", "")]
    public void One_endpoint_of_a_row_matches_all_conditions_together(string address, string expected)
    {
        Fill();

        Assert.Equal(expected, Shown(address));
    }

    [Theory]
    [InlineData("device", "core-2 core-10 edge-1")]
    [InlineData("-device", "edge-1 core-10 core-2")]
    [InlineData("address", "core-2 core-10 edge-1")]
    [InlineData("site", "core-10 core-2 edge-1")]
    [InlineData("-site", "core-2 core-10 edge-1")]
    [InlineData("ssh", "core-2 core-10 edge-1")]
    [InlineData("telnet", "core-10 core-2 edge-1")]
    [InlineData("-telnet", "core-2 core-10 edge-1")]
    [InlineData("ssh.ms", "core-2 edge-1 core-10")]
    [InlineData("-ssh.ms", "core-10 edge-1 core-2")]
    [InlineData("-telnet.ms", "core-10 core-2 edge-1")]
    [InlineData("checked", "edge-1 core-2 core-10")]
    [InlineData("-checked", "core-10 core-2 edge-1")]
    [InlineData("platform", "core-10 core-2 edge-1")]
    [InlineData("quic", "core-10 core-2 edge-1")]
    public void Rows_are_ordered_and_those_without_a_value_are_last(string sort, string expected)
    {
        Fill();

        Assert.Equal(expected, Shown($"sort={sort}"));
    }

    [Fact]
    public void A_reason_counts_only_while_its_cell_shows_it()
    {
        Fill();
        var timedOut = Array.FindIndex(_states, state => state.Result?.Verdict.Failure is ProbeFailure.ConnectTimeout);

        _states[timedOut] = _states[timedOut] with { Status = EndpointStatus.Running };
        Assert.Equal("", Shown("reason=ConnectTimeout"));

        _states[timedOut] = _states[timedOut] with { Status = EndpointStatus.Cancelled };
        Assert.Equal("", Shown("reason=ConnectTimeout"));
        Assert.Equal("core-10", Shown("reason=Cancelled"));
    }

    [Fact]
    public void Endpoints_that_match_are_told_one_by_one()
    {
        Fill();

        var failed = ResultAddress.Parse("status=failed&sort=device").Query.Endpoints(_layout, _states).Select(state => _layout.Endpoints[state.Index].Key);

        Assert.Equal([new("core-2", "ssh"), new("core-10", "telnet")], failed);
    }

    [Theory]
    [InlineData("status=failed,held&protocol=ssh&reason=ConnectTimeout&stage=Banner&site=a%2Cb&tag=core&platform=eos&q=sw%20%26%201&sort=-ssh.ms")]
    [InlineData("site=ams&site=fra&tag=x&sort=checked")]
    [InlineData("sort=-device")]
    [InlineData("")]
    public void What_an_address_says_is_written_back_as_it_was(string address)
    {
        var reading = ResultAddress.Parse("?" + address);

        Assert.Empty(reading.Remarks);
        Assert.Equal(address, reading.Query.ToString());
        Assert.Equal(reading.Query, ResultAddress.Parse(reading.Query.ToString()).Query);
    }

    [Fact]
    public void Values_that_are_not_known_are_left_out_with_a_remark_and_foreign_parameters_without()
    {
        var reading = ResultAddress.Parse("status=failed,broken,3&reason=%1b[31m&sort=a%20b&utm=1&device=sw-1&&=&q");

        Assert.Equal("status=failed", reading.Query.ToString());
        Assert.Equal(4, reading.Remarks.Length);
        Assert.Equal("There is no status 'broken'; it was left out of the filter.", reading.Remarks[0]);
        Assert.DoesNotContain(reading.Remarks, remark => remark.Any(char.IsControl));
    }

    [Fact]
    public void Any_number_of_reasons_statuses_and_stages_survives_the_address()
    {
        var query = ResultQuery.All with
        {
            Statuses = [.. Enum.GetValues<EndpointStatus>()],
            Failures = [.. Enum.GetValues<ProbeFailure>()],
            Stages = [.. Enum.GetValues<ProbeStage>()],
        };

        Assert.Equal(query, ResultAddress.Parse(query.ToString()).Query);
    }

    [Fact]
    public void A_hostile_address_stays_small()
    {
        var reading = ResultAddress.Parse(string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"site=s{i}&status=x{i}")) + "&q=" + new string('a', 1_000_000));

        Assert.True(reading.Query.Sites.Length <= 100, $"{reading.Query.Sites.Length} sites were taken.");
        Assert.True(reading.Remarks.Length <= 100, $"{reading.Remarks.Length} remarks were made.");
        Assert.Equal("", reading.Query.Text);
    }

    [Fact]
    public void Only_what_results_can_change_follows_them()
    {
        Assert.All(["", "site=ams&tag=x&protocol=ssh&platform=eos&sort=-device"], address => Assert.False(ResultAddress.Parse(address).Query.FollowsResults, address));
        Assert.All(["status=ok", "reason=None", "stage=shell", "q=a", "sort=ssh", "sort=ssh.ms", "sort=checked"], address => Assert.True(ResultAddress.Parse(address).Query.FollowsResults, address));
    }

    [Fact]
    public void People_count_so_do_names()
    {
        string[] names = ["sw-10", "SW-2", "sw-1a", "sw-1", "sw", "sw-01", "10.0.0.10", "10.0.0.9", "sw-99999999999999999999999", "sw-100000000000000000000000"];

        Assert.Equal(
            "10.0.0.9 10.0.0.10 sw sw-01 sw-1 sw-1a SW-2 sw-10 sw-99999999999999999999999 sw-100000000000000000000000",
            string.Join(' ', names.Order(NaturalOrder.Comparer)));
    }

    [Fact]
    public void Ten_thousand_devices_are_filtered_and_ordered_well_before_a_person_notices()
    {
        var layout = new ScanLayout(Made.Inventory([.. Enumerable.Range(0, 10_000).Select(i => $"sw-{i}")]).Devices);
        EndpointState[] states =
        [
            .. layout.Endpoints.Select((endpoint, index) => new EndpointState(
                index, index % 3 == 0 ? EndpointStatus.Failed : EndpointStatus.Ok, 1, index % 3 == 0 ? Made.Failed(endpoint.Device.Name) : Made.Ok(endpoint.Device.Name))),
        ];
        var query = ResultAddress.Parse("status=failed&q=sw+invalid&sort=-device").Query;
        query.Rows(layout, states);

        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var since = TimeProvider.System.GetTimestamp();
            query.Rows(layout, states);
            var took = TimeProvider.System.GetElapsedTime(since);
            best = took < best ? took : best;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(100), $"The best of five took {best.TotalMilliseconds:0.0} ms.");
    }

    private static Device Device(string name, string host, string? site, ImmutableArray<string> tags) =>
        new(name, host, [Ssh, Telnet]) { Site = site, Tags = tags };

    private string Shown(string address) =>
        string.Join(' ', ResultAddress.Parse(address).Query.Rows(_layout, _states).Select(row => _layout.Devices[row].Name));

    private void Fill()
    {
        Set("core-10", "ssh", ProbeVerdict.Ok("core-10#"), ProbeStage.Prompt, milliseconds: 300, minute: 9);
        Set("core-10", "telnet", ProbeVerdict.Failed(ProbeFailure.ConnectTimeout, "No answer."), ProbeStage.Connect, milliseconds: 5000, minute: 3);
        Set("core-2", "ssh", ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid"), ProbeStage.Banner, milliseconds: 20, minute: 5);
        Set("core-2", "telnet", ProbeVerdict.Ok("core-2#"), ProbeStage.Prompt, milliseconds: 40, minute: 4);
        Set("edge-1", "ssh", ProbeVerdict.Ok("edge-1#"), ProbeStage.Prompt, milliseconds: 100, minute: 1);
    }

    private void Set(string device, string protocol, ProbeVerdict verdict, ProbeStage stage, int milliseconds, int minute)
    {
        var index = _layout.IndexOf(new(device, protocol));
        var result = (verdict.Outcome is ProbeOutcome.Ok ? Made.Ok(device, protocol) : Made.Failed(device, protocol)) with
        {
            Verdict = verdict,
            Stage = stage,
            Duration = TimeSpan.FromMilliseconds(milliseconds),
            StartedAt = new DateTimeOffset(2026, 1, 1, 12, minute, 0, TimeSpan.Zero),
        };
        _states[index] = new EndpointState(index, EndpointStatuses.Of(verdict.Outcome), Attempt: 1, result);
    }
}
