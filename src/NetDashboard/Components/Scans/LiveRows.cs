using System.Collections.Immutable;
using NetDashboard.Live;

namespace NetDashboard.Components.Scans;

/// <summary>
/// What one viewer sees of a scan: the states, and which rows are on screen. Only those are told of changes. Belongs to one renderer and
/// is used on its dispatcher only.
/// </summary>
public sealed class LiveRows
{
    private readonly EndpointState[] _states;
    private readonly Dictionary<int, DeviceRow> _onScreen = [];
    private readonly HashSet<int> _changed = [];
    private readonly Action _picked;

    /// <summary>Begins with a snapshot.</summary>
    /// <param name="layout">Rows and columns.</param>
    /// <param name="snapshot">All endpoints, in the order of the layout.</param>
    /// <param name="open">Shows the details of an endpoint.</param>
    /// <param name="picked">Told when rows were picked; it calls <see cref="Refresh"/>.</param>
    public LiveRows(ScanLayout layout, LiveChanges snapshot, Func<EndpointState, Task> open, Action picked)
    {
        Layout = layout;
        Open = open;
        Picks = new RowPicks(layout);
        _picked = picked;
        _states = [.. snapshot.Endpoints];
    }

    /// <summary>Rows and columns.</summary>
    public ScanLayout Layout { get; }

    /// <summary>Shows the details of an endpoint.</summary>
    public Func<EndpointState, Task> Open { get; }

    /// <summary>Which rows are picked.</summary>
    public RowPicks Picks { get; }

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
        }
    }

    /// <summary>Picks a row, or puts it back.</summary>
    /// <param name="row">Index of the device.</param>
    /// <param name="isRange">Whether all rows from the one picked before follow it.</param>
    public void Pick(int row, bool isRange) => Show(Picks.Toggle(row, isRange));

    /// <summary>Picks all rows, or none.</summary>
    public void PickAll(bool isPicked) => Show(Picks.SetAll(isPicked));

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

        _picked();
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
