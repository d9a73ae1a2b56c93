using NetDashboard.Comparing;
using NetDashboard.Probing;
using static NetDashboard.Engine.Tests.Comparing.ComparedScans;

namespace NetDashboard.Engine.Tests.Comparing;

public sealed class ScanComparerTests
{
    private static readonly ComparedLogin s_limited = new() { Outcome = ProbeOutcome.Limited, Failure = ProbeFailure.EnableFailed, Prompt = "R1>" };

    public static TheoryData<ComparedLogin?, ComparedLogin?, ChangeKind?> Turns => new()
    {
        { Ok, Ok, null },
        { Ok, Failed(ProbeFailure.ConnectTimeout), ChangeKind.NewlyFailing },
        { Ok, s_limited, ChangeKind.NewlyFailing },
        { Failed(ProbeFailure.ConnectTimeout), Ok, ChangeKind.Recovered },
        { s_limited, Ok, ChangeKind.Recovered },
        { Failed(ProbeFailure.ConnectTimeout), Failed(ProbeFailure.ConnectTimeout), ChangeKind.StillFailing },
        { s_limited, Failed(ProbeFailure.ConnectTimeout), ChangeKind.StillFailing },
        { Held, Failed(ProbeFailure.ConnectTimeout), ChangeKind.FailingUntriedBefore },
        { null, Failed(ProbeFailure.ConnectTimeout), ChangeKind.FailingUntriedBefore },
        { Held, Ok, null },
        { Ok, Held, ChangeKind.NotTriedNow },
        { Ok, null, ChangeKind.NotTriedNow },
        { Failed(ProbeFailure.ConnectTimeout), null, ChangeKind.NotTriedNow },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void The_turn_of_a_login_has_one_name(ComparedLogin? before, ComparedLogin? now, ChangeKind? expected)
    {
        var comparison = ScanComparer.Compare(Of(("r1", before)), Of(("r1", now)), SlownessBound.Default);
        Assert.Equal(expected is null ? [] : [expected.Value], comparison.Changes.Select(change => change.Kind));
        Assert.Equal(1, comparison.Common);
    }

    [Fact]
    public void The_most_urgent_comes_first_and_each_kind_in_the_order_of_the_inventory()
    {
        var older = Of(("a", Ok), ("b", Failed(ProbeFailure.ConnectTimeout)), ("c", Ok), ("gone", Ok), ("d", Ok));
        var newer = Of(("d", Failed(ProbeFailure.ConnectTimeout)), ("b", Ok), ("new", Failed(ProbeFailure.ConnectTimeout)), ("c", Ok), ("a", s_limited));
        var comparison = ScanComparer.Compare(older, newer, SlownessBound.Default);

        Assert.Equal("NewlyFailing d, NewlyFailing a, Recovered b, New new, Gone gone", string.Join(", ", comparison.Words()));
        Assert.Equal((2, 1), (comparison.Counts[ChangeKind.NewlyFailing], comparison.Counts[ChangeKind.Recovered]));
    }

    [Fact]
    public void One_endpoint_may_have_changed_in_several_ways()
    {
        var now = Ok with { Prompt = "R2#", HostKey = "SHA256:two", Duration = TimeSpan.FromMilliseconds(900), Algorithms = Sound with { CipherIn = "3des-cbc" } };
        var comparison = ScanComparer.Compare(Of(("r1", Ok with { Algorithms = Sound })), Of(("r1", now)), SlownessBound.Default);

        Assert.Equal([ChangeKind.OtherHostKey, ChangeKind.WeakerAlgorithms, ChangeKind.Slower, ChangeKind.OtherPrompt], comparison.Changes.Select(change => change.Kind));
        var weaker = Assert.Single(comparison.Changes[1].Weaker);
        Assert.Equal(("cipher", "aes256-gcm@openssh.com", "3des-cbc", AlgorithmClass.Weak), (weaker.What, weaker.Before, weaker.Now, weaker.Class));
    }

    [Fact]
    public void A_key_that_changed_is_told_also_when_the_login_was_refused_for_it()
    {
        var refused = Failed(ProbeFailure.HostKeyChanged) with { HostKey = "SHA256:two" };
        Assert.Equal(
            "NewlyFailing r1, OtherHostKey r1", string.Join(", ", ScanComparer.Compare(Of(("r1", Ok)), Of(("r1", refused)), SlownessBound.Default).Words()));
    }

    [Theory]
    [InlineData(ProbeFailure.ConnectTimeout, false)]
    [InlineData(ProbeFailure.AuthenticationFailed, true)]
    public void Another_reason_is_marked(ProbeFailure now, bool isOther)
    {
        var comparison = ScanComparer.Compare(Of(("r1", Failed(ProbeFailure.ConnectTimeout))), Of(("r1", Failed(now))), SlownessBound.Default);
        Assert.Equal((isOther, Noon), (Assert.Single(comparison.Changes).HasOtherReason, comparison.Changes[0].Now!.FailingSince));
    }

    [Fact]
    public void A_device_and_a_way_to_reach_it_are_told_apart()
    {
        var older = Of(("r1", Ok), ("r2", Ok));
        var newer = Of(("r1", Ok), ("r3", Ok)) with { Devices = [new ComparedDevice("r1", ["ssh", "telnet"]), new ComparedDevice("r3", ["ssh"])] };
        var changes = ScanComparer.Compare(older, newer, SlownessBound.Default).Changes.Select(change => (change.Kind, change.Endpoint.Device, change.Endpoint.Protocol, change.IsWholeDevice));

        Assert.Equal([(ChangeKind.New, "r1", "telnet", false), (ChangeKind.New, "r3", "ssh", true), (ChangeKind.Gone, "r2", "ssh", true)], changes);
    }

    [Theory]
    [InlineData(100, 650, true)]
    [InlineData(100, 550, false)]
    [InlineData(1000, 1900, false)]
    [InlineData(1000, 2001, true)]
    public void Slower_is_what_passes_both_bounds(int before, int now, bool expected) =>
        Assert.Equal(expected, SlownessBound.Default.IsPassed(TimeSpan.FromMilliseconds(before), TimeSpan.FromMilliseconds(now)));
}
