using NetDashboard.Components.Operators;

namespace NetDashboard.Tests.Components;

public sealed class OperatorNameTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("  \t ", null)]
    [InlineData("\u202e\u200b", null)]
    [InlineData("  Ada Lovelace ", "Ada Lovelace")]
    [InlineData("Ada\nLove\u202elace", "Ada Love lace")]
    [InlineData("<b>Ada</b>", "<b>Ada</b>")]
    public void A_name_is_one_line_of_what_can_be_seen(string? typed, string? name) => Assert.Equal(name, OperatorName.Clean(typed));

    [Fact]
    public void A_name_is_cut_where_it_is_too_long_but_no_letter_is_halved() =>
        Assert.Equal(new string('a', 63), OperatorName.Clean(new string('a', 63) + "\U0001F600"));

    [Fact]
    public void Half_a_letter_is_replaced() => Assert.Equal("\ufffdAda", OperatorName.Clean(new string('\ud800', 1) + "Ada"));
}
