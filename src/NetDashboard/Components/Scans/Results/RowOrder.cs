using NetDashboard.Live;
using NetDashboard.Live.Queries;

namespace NetDashboard.Components.Scans.Results;

/// <summary>
/// Which rows one viewer sees and in which order. What the viewer asks for is done at once; what new results change is found by
/// <see cref="Update"/> and held back while the viewer points at the table. Used on the renderer's dispatcher only.
/// </summary>
public sealed class RowOrder
{
    private const int NotShown = -1;

    private readonly ScanLayout _layout;
    private readonly int[] _places;
    private int[]? _wanted;
    private bool _isStale;

    /// <summary>Begins with what a query asks for.</summary>
    /// <param name="layout">Rows and columns.</param>
    /// <param name="query">What to show.</param>
    /// <param name="states">All endpoints, in the order of the layout.</param>
    /// <param name="baseline">The scan before; <see langword="null"/> while none is known.</param>
    public RowOrder(ScanLayout layout, ResultQuery query, IReadOnlyList<EndpointState> states, Baseline? baseline = null)
    {
        _layout = layout;
        Baseline = baseline;
        _places = new int[layout.Devices.Length];
        Query = query;
        Shown = [];
        Show(query.Rows(layout, states, baseline));
    }

    /// <summary>What is asked for.</summary>
    public ResultQuery Query { get; private set; }

    /// <summary>The scan before; <see langword="null"/> while none is known.</summary>
    public Baseline? Baseline { get; private set; }

    /// <summary>Indexes of the devices shown, in their order; replaced, never changed.</summary>
    public int[] Shown { get; private set; }

    /// <summary>One more with each change of <see cref="Shown"/>, <see cref="Query"/> or <see cref="Held"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Rows that would come, go or move if the order were applied; 0 when it is as it should be.</summary>
    public int Held { get; private set; }

    /// <summary>Place of a row among those shown, from 0; -1 when it is not shown.</summary>
    public int PlaceOf(int row) => _places[row];

    /// <summary>Shows what a query asks for, at once.</summary>
    public void Ask(ResultQuery query, IReadOnlyList<EndpointState> states)
    {
        Query = query;
        Show(query.Rows(_layout, states, Baseline));
    }

    /// <summary>Notes that there are new results.</summary>
    public void NoteResults() => _isStale |= Query.FollowsResults;

    /// <summary>Notes that something fails newly, or does no longer.</summary>
    public void NoteNews() => _isStale |= Query.Sort is null;

    /// <summary>Compares with a scan before from now on; the rows stay where they are until <see cref="Update"/>.</summary>
    public void Compare(Baseline baseline)
    {
        Baseline = baseline;
        _isStale |= Query.Sort is null || Query.IsNewOnly;
    }

    /// <summary>Brings rows and order up to date with the results, or counts what is held back.</summary>
    /// <param name="states">All endpoints, in the order of the layout.</param>
    /// <param name="isHeld">Whether the rows must stay as they are.</param>
    /// <returns>Whether there is something new to show.</returns>
    public bool Update(IReadOnlyList<EndpointState> states, bool isHeld)
    {
        if (!_isStale && (_wanted is null || isHeld))
        {
            return false;
        }

        if (_isStale)
        {
            _isStale = false;
            _wanted = Query.Rows(_layout, states, Baseline);
        }

        var before = Held;
        Held = OrderChanges.Count(Shown, _wanted!, _places);
        if (Held == 0)
        {
            _wanted = null;
        }
        else if (!isHeld)
        {
            Show(_wanted!);
            return true;
        }

        Version += before == Held ? 0 : 1;
        return before != Held;
    }

    /// <summary>Shows what was held back.</summary>
    public void Apply(IReadOnlyList<EndpointState> states) => Show(Query.Rows(_layout, states, Baseline));

    private void Show(int[] rows)
    {
        Array.Fill(_places, NotShown);
        for (var place = 0; place < rows.Length; place++)
        {
            _places[rows[place]] = place;
        }

        Shown = rows;
        Held = 0;
        Version++;
        _wanted = null;
        _isStale = false;
    }
}
