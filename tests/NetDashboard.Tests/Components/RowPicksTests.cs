using NetDashboard.Components.Scans;
using NetDashboard.Live;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Components;

public sealed class RowPicksTests
{
    private readonly RowPicks _picks = new(new ScanLayout(Made.Inventory("sw-0", "sw-1", "sw-2", "sw-3", "sw-4").Devices));

    [Fact]
    public void A_range_goes_from_the_row_picked_before_in_either_direction_and_becomes_what_its_end_becomes()
    {
        Assert.Equal([3], _picks.Toggle(3, isRange: false));
        Assert.Equal([1, 2], _picks.Toggle(1, isRange: true));
        Assert.Equal(3, _picks.Count);

        Assert.Equal([1, 2, 3], _picks.Toggle(3, isRange: true));
        Assert.Equal(0, _picks.Count);
    }

    [Fact]
    public void A_range_without_a_beginning_is_one_row() => Assert.Equal([2], _picks.Toggle(2, isRange: true));

    [Fact]
    public void All_are_picked_and_put_back()
    {
        _picks.Toggle(2, isRange: false);
        Assert.Equal([0, 1, 3, 4], _picks.SetAll(isPicked: true));
        Assert.True(_picks.IsAll);

        _picks.SetAll(isPicked: false);
        Assert.Equal(0, _picks.Count);
        Assert.Empty(_picks.Endpoints());
    }

    [Fact]
    public void The_endpoints_of_the_picked_rows_are_told_by_position()
    {
        _picks.Toggle(1, isRange: false);

        Assert.Equal("2 3", string.Join(' ', _picks.Endpoints().Order()));
    }
}
