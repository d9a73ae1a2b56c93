using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Tests.Components;

public sealed class StatusWordsTests
{
    public static TheoryData<EndpointStatus> Statuses => [.. Enum.GetValues<EndpointStatus>()];

    public static TheoryData<ProbeFailure> Failures => [.. Enum.GetValues<ProbeFailure>().Where(failure => failure is not ProbeFailure.None)];

    [Theory, MemberData(nameof(Statuses))]
    public void Every_status_has_word_icon_and_meaning(EndpointStatus status)
    {
        var look = StatusLook.Of(status);

        Assert.Equal(status.ToString(), look.Word, ignoreCase: true);
        Assert.Equal(look.Word.ToLowerInvariant(), look.Key);
        Assert.StartsWith("M", look.IconPath, StringComparison.Ordinal);
        Assert.EndsWith(".", look.Meaning, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Failures))]
    public void Every_failure_says_what_happened_and_what_to_do(ProbeFailure failure)
    {
        var guide = FailureGuide.Of(failure);

        Assert.NotNull(guide);
        Assert.EndsWith(".", guide.Meaning, StringComparison.Ordinal);
        Assert.EndsWith(".", guide.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_failure_asks_for_a_different_action()
    {
        Assert.Equal(FailureGuide.All.Length, FailureGuide.All.Select(guide => guide.Title).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(FailureGuide.All.Length, FailureGuide.All.Select(guide => guide.Action).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Nothing_failed_needs_no_guide() => Assert.Null(FailureGuide.Of(ProbeFailure.None));

    [Fact]
    public void Limited_and_held_keep_their_own_words() =>
        Assert.Equal(["Failed", "Held", "Limited", "OK", "Running", "Waiting", "Cancelled"], [.. StatusLook.All.Select(pair => pair.Look.Word)]);
}
