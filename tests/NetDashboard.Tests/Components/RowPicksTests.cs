using NetDashboard.Components.Scans.Results;
using NetDashboard.Live;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Components;

public sealed class RowPicksTests
{
    private static readonly int[] s_all = [0, 1, 2, 3, 4];

    private readonly RowPicks _picks = new(new ScanLayout(Made.Inventory("sw-0", "sw-1", "sw-2", "sw-3", "sw-4").Devices));

    [Fact]
    public void A_range_goes_from_the_row_picked_before_in_either_direction_and_becomes_what_its_end_becomes()
    {
        Assert.Equal([3], _picks.Toggle(3, isRange: false, s_all));
        Assert.Equal([1, 2], _picks.Toggle(1, isRange: true, s_all));
        Assert.Equal(3, _picks.Count);

        Assert.Equal([1, 2, 3], _picks.Toggle(3, isRange: true, s_all));
        Assert.Equal(0, _picks.Count);
    }

    [Fact]
    public void A_range_without_a_beginning_is_one_row() => Assert.Equal([2], _picks.Toggle(2, isRange: true, s_all));

    [Fact]
    public void All_are_picked_and_put_back()
    {
        _picks.Toggle(2, isRange: false, s_all);
        Assert.Equal([0, 1, 3, 4], _picks.Set(s_all, isPicked: true));
        Assert.Equal(5, _picks.CountOf(s_all));

        _picks.Set(s_all, isPicked: false);
        Assert.Equal(0, _picks.Count);
        Assert.Empty(_picks.Endpoints());
    }

    [Fact]
    public void A_range_goes_along_the_rows_as_they_are_seen_and_takes_none_that_is_not_shown()
    {
        int[] shown = [4, 2, 0];
        _picks.Toggle(4, isRange: false, shown);

        Assert.Equal([2, 0], _picks.Toggle(0, isRange: true, shown));
        Assert.Equal(0, _picks.CountOf([1, 3]));
    }

    [Fact]
    public void A_range_whose_beginning_was_filtered_out_is_one_row()
    {
        _picks.Toggle(4, isRange: false, s_all);

        Assert.Equal([2], _picks.Toggle(2, isRange: true, [0, 1, 2]));
        Assert.Empty(_picks.Toggle(4, isRange: false, [0, 1, 2]));
    }

    [Fact]
    public void Picks_can_be_limited_to_some_rows()
    {
        _picks.Set(s_all, isPicked: true);

        Assert.Equal([0, 4], _picks.Limit(row => row is > 0 and < 4));
        Assert.Equal(3, _picks.Count);
    }

    [Fact]
    public void The_endpoints_of_the_picked_rows_are_told_by_position()
    {
        _picks.Toggle(1, isRange: false, s_all);

        Assert.Equal("2 3", string.Join(' ', _picks.Endpoints().Order()));
    }
}
