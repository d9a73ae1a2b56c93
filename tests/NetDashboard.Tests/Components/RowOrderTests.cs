using NetDashboard.Components.Scans.Results;
using NetDashboard.Live;
using NetDashboard.Live.Queries;
using NetDashboard.Probing;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Components;

public sealed class RowOrderTests
{
    private readonly ScanLayout _layout = new(Made.Inventory("sw-0", "sw-1", "sw-2", "sw-3", "sw-4").Devices);
    private readonly EndpointState[] _states;

    public RowOrderTests() => _states = [.. _layout.Endpoints.Select((_, index) => new EndpointState(index, EndpointStatus.Waiting, 1, null))];

    [Theory]
    [InlineData("0 1 2 3", "0 1 2 3", 0)]
    [InlineData("0 1 2 3", "3 0 1 2", 1)]
    [InlineData("0 1 2 3", "3 2 1 0", 3)]
    [InlineData("0 1 2 3", "0 2 3", 1)]
    [InlineData("0 2", "0 1 2 3", 2)]
    [InlineData("0 1", "2 3", 4)]
    [InlineData("", "", 0)]
    public void Changes_are_the_rows_that_come_go_and_must_move(string shown, string wanted, int expected)
    {
        var places = new int[4];
        Array.Fill(places, -1);
        var rows = Rows(shown);
        foreach (var (place, row) in rows.Index())
        {
            places[row] = place;
        }

        Assert.Equal(expected, OrderChanges.Count(rows, Rows(wanted), places));
    }

    [Fact]
    public void Rows_stay_while_they_are_held_and_follow_when_they_are_not()
    {
        var order = new RowOrder(_layout, Query("status=waiting"), _states);
        Set(1, ProbeVerdict.Ok("sw-1#"));
        order.NoteResults();

        Assert.True(order.Update(_states, isHeld: true), "Nothing was told of what is held.");
        Assert.Equal((5, 1), (order.Shown.Length, order.Held));
        Assert.False(order.Update(_states, isHeld: true), "The same was told twice.");

        Assert.True(order.Update(_states, isHeld: false), "What was held was not applied.");
        Assert.Equal([0, 2, 3, 4], order.Shown);
        Assert.Equal((0, -1, 1), (order.Held, order.PlaceOf(1), order.PlaceOf(2)));
    }

    [Fact]
    public void What_is_held_is_forgotten_when_it_takes_itself_back()
    {
        var order = new RowOrder(_layout, Query("status=waiting"), _states);
        var before = order.Shown;
        Set(1, ProbeVerdict.Ok("sw-1#"));
        order.NoteResults();
        order.Update(_states, isHeld: true);

        Set(1, verdict: null);
        order.NoteResults();

        Assert.True(order.Update(_states, isHeld: true), "The offer was not taken back.");
        Assert.Equal(0, order.Held);
        Assert.Same(before, order.Shown);
    }

    [Fact]
    public void A_viewer_who_asks_gets_it_at_once()
    {
        var order = new RowOrder(_layout, Query("status=waiting"), _states);
        Set(1, ProbeVerdict.Ok("sw-1#"));
        order.NoteResults();
        order.Update(_states, isHeld: true);

        order.Apply(_states);
        Assert.Equal([0, 2, 3, 4], order.Shown);

        order.Ask(Query("sort=-device"), _states);
        Assert.Equal([4, 3, 2, 1, 0], order.Shown);
    }

    [Fact]
    public void Results_that_the_query_does_not_follow_cost_nothing()
    {
        var order = new RowOrder(_layout, Query("sort=device"), _states);
        Set(1, ProbeVerdict.Ok("sw-1#"));
        order.NoteResults();

        Assert.False(order.Update(_states, isHeld: false), "The order was looked at.");
    }

    private static int[] Rows(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private static ResultQuery Query(string address) => ResultAddress.Parse(address).Query;

    private void Set(int row, ProbeVerdict? verdict)
    {
        for (var column = 0; column < 2; column++)
        {
            var index = _layout.EndpointAt(row, column);
            _states[index] = verdict is null
                ? new EndpointState(index, EndpointStatus.Waiting, 1, null)
                : new EndpointState(index, EndpointStatuses.Of(verdict.Outcome), 1, Made.Ok($"sw-{row}") with { Verdict = verdict });
        }
    }
}
