using System.Collections.Immutable;
using NetDashboard.Live;
using NetDashboard.Live.Queries;

namespace NetDashboard.Components.Scans.Results;

/// <summary>
/// What one viewer sees of a scan: the states, the rows shown and their order, and which of them are on screen. Only those are told of
/// changes. Belongs to one renderer and is used on its dispatcher only.
/// </summary>
public sealed class LiveRows
{
    private readonly EndpointState[] _states;
    private readonly Dictionary<int, DeviceRow> _onScreen = [];
    private readonly HashSet<int> _changed = [];
    private readonly RowActions _actions;
    private readonly NewFailures _news;

    /// <summary>Begins with a snapshot.</summary>
    /// <param name="layout">Rows and columns.</param>
    /// <param name="snapshot">All endpoints, in the order of the layout.</param>
    /// <param name="query">Which rows to show, and in which order.</param>
    /// <param name="actions">What rows can ask of the page.</param>
    /// <param name="baseline">The scan before; <see langword="null"/> while none is known.</param>
    public LiveRows(ScanLayout layout, LiveChanges snapshot, ResultQuery query, RowActions actions, Baseline? baseline = null)
    {
        Layout = layout;
        Picks = new RowPicks(layout);
        _actions = actions;
        _states = [.. snapshot.Endpoints];
        Order = new RowOrder(layout, query, _states, baseline);
        _news = new NewFailures(_states, baseline);
    }

    /// <summary>Rows and columns.</summary>
    public ScanLayout Layout { get; }

    /// <summary>Which rows are picked.</summary>
    public RowPicks Picks { get; }

    /// <summary>Which rows are shown.</summary>
    public RowOrder Order { get; }

    /// <summary>What is asked for.</summary>
    public ResultQuery Query => Order.Query;

    /// <summary>The scan before; <see langword="null"/> while none is known.</summary>
    public Baseline? Baseline => Order.Baseline;

    /// <summary>How many endpoints fail that did not in the scan before; 0 while none is known.</summary>
    public int NewCount => _news.Count;

    /// <summary>Shows the details of an endpoint.</summary>
    public Func<EndpointState, Task> Open => _actions.OpenEndpoint;

    /// <summary>Whether rows on screen wait for <see cref="Refresh"/>.</summary>
    public bool HasChanges => _changed.Count > 0;

    /// <summary>The state in a cell; <see langword="null"/> where the device has no endpoint for that protocol.</summary>
    public EndpointState? StateAt(int row, int column) =>
        Layout.EndpointAt(row, column) is >= 0 and var index ? _states[index] : null;

    /// <summary>The states of a device, in the order of the columns.</summary>
    public ImmutableArray<EndpointState> StatesOf(int row) =>
        [.. Enumerable.Range(0, Layout.Protocols.Length).Select(column => StateAt(row, column)).OfType<EndpointState>()];

    /// <summary>Notes changes; <see cref="Refresh"/> shows them.</summary>
    public void Apply(LiveChanges changes)
    {
        foreach (var state in changes.Endpoints)
        {
            _states[state.Index] = state;
            Note(Layout.Endpoints[state.Index].Row);
            if (_news.Note(state))
            {
                Order.NoteNews();
            }
        }

        if (!changes.Endpoints.IsEmpty)
        {
            Order.NoteResults();
        }
    }

    /// <summary>Whether an endpoint fails that did not in the scan before.</summary>
    public bool IsNew(EndpointState? state) => state is not null && Baseline?.IsNewlyFailing(state) is true;

    /// <summary>Compares with the scan before from now on, once that is known.</summary>
    public void Compare(Baseline baseline)
    {
        Order.Compare(baseline);
        _news.Compare(_states, baseline);
        ShowOrder();
    }

    /// <summary>Shows the details of a device.</summary>
    /// <param name="row">Index of the device.</param>
    public Task OpenDevice(int row) => _actions.OpenDevice(row);

    /// <summary>Shows what a query asks for, at once.</summary>
    public void Ask(ResultQuery query)
    {
        if (query != Query)
        {
            Order.Ask(query, _states);
            ShowOrder();
        }
    }

    /// <summary>Brings rows and order up to date with the results; called once in a while.</summary>
    /// <param name="isHeld">Whether the viewer points at the table, so that its rows must stay where they are.</param>
    public void UpdateOrder(bool isHeld)
    {
        if (Order.Update(_states, isHeld))
        {
            ShowOrder();
        }
    }

    /// <summary>Shows the order that was held back.</summary>
    public void ApplyOrder()
    {
        Order.Apply(_states);
        ShowOrder();
    }

    /// <summary>Picks a row, or puts it back.</summary>
    /// <param name="row">Index of the device.</param>
    /// <param name="isRange">Whether all rows shown from the one picked before follow it.</param>
    public void Pick(int row, bool isRange) => Show(Picks.Toggle(row, isRange, Order.Shown));

    /// <summary>Picks all rows shown, or puts them back.</summary>
    public void PickShown(bool isPicked) => Show(Picks.Set(Order.Shown, isPicked));

    /// <summary>Puts back the picked rows that are not shown.</summary>
    public void PickOnlyShown() => Show(Picks.Limit(row => Order.PlaceOf(row) >= 0));

    /// <summary>Puts back all picked rows.</summary>
    public void PickNone() => Show(Picks.Limit(_ => false));

    /// <summary>Lets the changed rows on screen render. Called while another component renders, so that all of it is one batch.</summary>
    public void Refresh()
    {
        foreach (var row in _changed)
        {
            if (_onScreen.TryGetValue(row, out var component))
            {
                component.Refresh();
            }
        }

        _changed.Clear();
    }

    private void Show(IReadOnlyList<int> rows)
    {
        foreach (var row in rows)
        {
            Note(row);
        }

        _actions.Render();
    }

    private void ShowOrder()
    {
        // Each row tells its place in the table.
        _changed.UnionWith(_onScreen.Keys);
        _actions.Render();
    }

    private void Note(int row)
    {
        if (_onScreen.ContainsKey(row))
        {
            _changed.Add(row);
        }
    }

    internal void Enter(int row, DeviceRow component) => _onScreen[row] = component;

    internal void Leave(int row, DeviceRow component)
    {
        // The row may have been taken over by another component already.
        if (_onScreen.TryGetValue(row, out var shown) && ReferenceEquals(shown, component))
        {
            _onScreen.Remove(row);
        }
    }
}
