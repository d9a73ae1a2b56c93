using System.Text.RegularExpressions;
using NetDashboard.Probing;
using NetDashboard.Probing.Cli;

namespace NetDashboard.Engine.Tests.Probing.Cli;

public sealed class PatternsTests
{
    [Fact]
    public void A_pattern_is_made_once() => Assert.Same(Patterns.Custom("^once#$", "key"), Patterns.Custom("^once#$", "key"));

    [Fact]
    public void Patterns_do_not_backtrack_unless_they_must()
    {
        Assert.True(Patterns.Custom("^(a+)+$", "key").Options.HasFlag(RegexOptions.NonBacktracking));

        var backtracking = Patterns.Custom("^(?=a)(a+)+$", "key");
        Assert.False(backtracking.Options.HasFlag(RegexOptions.NonBacktracking));
        Assert.Equal(TimeSpan.FromSeconds(1), backtracking.MatchTimeout);
    }

    [Fact]
    public void A_different_pattern_per_device_does_not_fill_the_memory()
    {
        for (var i = 0; i < 2000; i++)
        {
            Patterns.Custom($"^device-{i}#$", "key");
        }

        Assert.InRange(Patterns.Count, 1, 300);
    }

    [Fact]
    public void A_pattern_that_is_none_is_named()
    {
        var e = Assert.Throws<ProbeException>(() => Patterns.Custom("^(", "comms_prompt_pattern"));
        Assert.Contains("comms_prompt_pattern", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^R1#$", "R1# ", true)]
    [InlineData(@"^R1#\s$", "R1# ", true)]
    [InlineData("^R1#", "R1# enable", false)]
    [InlineData("^r1#$", "R1#\n", false)]
    [InlineData("^R1#$", "R1#\nmore", false)]
    [InlineData(@"^\[edit\]\s+\S+#$", "[edit]\nadmin@mx#", true)]
    public void A_prompt_must_reach_the_end(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Patterns.MatchesAtEnd(Patterns.Custom(pattern, "key"), text, "key"));

    [Theory]
    [InlineData("login", "login name:", true)]
    [InlineData("login", "login\nwait", false)]
    public void A_question_needs_only_to_be_in_the_last_line(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Patterns.MatchesInLastLine(Patterns.Custom(pattern, "key"), text, "key"));
}
