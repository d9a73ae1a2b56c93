using NetDashboard.Live;

namespace NetDashboard.Components.Scans;

/// <summary>Which rows of a scan one viewer has picked, singly, as ranges or all. Used on the renderer's dispatcher only.</summary>
/// <param name="layout">Rows and columns.</param>
public sealed class RowPicks(ScanLayout layout)
{
    private readonly bool[] _picked = new bool[layout.Devices.Length];
    private int? _anchor;

    /// <summary>How many rows are picked.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all rows are.</summary>
    public bool IsAll => Count == _picked.Length && Count > 0;

    /// <summary>Whether a row is.</summary>
    public bool this[int row] => _picked[row];

    /// <summary>Turns a row round; with <paramref name="isRange"/> all rows from the one before follow it.</summary>
    /// <param name="row">Index of the device.</param>
    /// <param name="isRange">Whether the Shift key was held.</param>
    /// <returns>The rows that changed.</returns>
    public IReadOnlyList<int> Toggle(int row, bool isRange)
    {
        var from = isRange ? _anchor ?? row : row;
        _anchor = row;
        return Set(Math.Min(from, row), Math.Max(from, row), !_picked[row]);
    }

    /// <summary>Picks every row, or none.</summary>
    /// <returns>The rows that changed.</returns>
    public IReadOnlyList<int> SetAll(bool isPicked)
    {
        _anchor = null;
        return Set(0, _picked.Length - 1, isPicked);
    }

    /// <summary>All endpoints of the picked rows, by position in <see cref="ScanLayout.Endpoints"/>.</summary>
    public IReadOnlySet<int> Endpoints()
    {
        var endpoints = new HashSet<int>();
        for (var index = 0; index < layout.Endpoints.Length; index++)
        {
            if (_picked[layout.Endpoints[index].Row])
            {
                endpoints.Add(index);
            }
        }

        return endpoints;
    }

    private List<int> Set(int first, int last, bool isPicked)
    {
        var changed = new List<int>();
        for (var row = first; row <= last; row++)
        {
            if (_picked[row] != isPicked)
            {
                _picked[row] = isPicked;
                changed.Add(row);
            }
        }

        Count += isPicked ? changed.Count : -changed.Count;
        return changed;
    }
}
