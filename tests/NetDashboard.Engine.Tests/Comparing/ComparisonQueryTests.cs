using NetDashboard.Comparing;
using static NetDashboard.Engine.Tests.Comparing.ComparedScans;

namespace NetDashboard.Engine.Tests.Comparing;

public sealed class ComparisonQueryTests
{
    [Theory]
    [InlineData("?group=newlyFailing,slower&q=core%20sw&factor=3&ms=1000", "group=newlyFailing,slower&q=core%20sw&factor=3&ms=1000")]
    [InlineData("group=NEWLYFAILING&group=gone&other=1", "group=newlyFailing,gone")]
    [InlineData("group=nonsense&factor=0.5&ms=-1&q=", "")]
    [InlineData("factor=NaN&ms=1e99&factor=101", "")]
    [InlineData("factor=2&ms=500", "")]
    [InlineData(null, "")]
    public void An_address_is_read_and_written(string? address, string expected) => Assert.Equal(expected, ComparisonQuery.Parse(address).ToString());

    [Fact]
    public void Groups_and_names_choose_what_is_shown()
    {
        var older = Of(("core-1", Ok), ("edge-1", Ok), ("edge-2", Held));
        var comparison = ScanComparer.Compare(older, Of(("core-1", Held), ("edge-1", Held), ("edge-3", Ok)), SlownessBound.Default);

        Assert.Equal(4, ComparisonQuery.All.Of(comparison).Length);
        Assert.Equal("edge-1", Assert.Single(ComparisonQuery.Parse("group=notTriedNow&q=EDGE").Of(comparison)).Endpoint.Device);
        Assert.Equal("group=gone", ComparisonQuery.Parse("group=new").Toggle(ChangeKind.New).Toggle(ChangeKind.Gone).ToString());
    }
}
