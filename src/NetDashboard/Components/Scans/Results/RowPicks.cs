using NetDashboard.Live;

namespace NetDashboard.Components.Scans.Results;

/// <summary>
/// Which rows of a scan one viewer has picked, singly, as ranges or all. They stay picked when they are filtered out. Used on the renderer's
/// dispatcher only.
/// </summary>
/// <param name="layout">Rows and columns.</param>
public sealed class RowPicks(ScanLayout layout)
{
    private readonly bool[] _picked = new bool[layout.Devices.Length];
    private int? _anchor;

    /// <summary>How many rows are picked.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a row is.</summary>
    public bool this[int row] => _picked[row];

    /// <summary>How many of some rows are picked.</summary>
    public int CountOf(IReadOnlyList<int> rows) => Count == 0 ? 0 : rows.Count(row => _picked[row]);

    /// <summary>Turns a row round; with <paramref name="isRange"/> all rows from the one before follow it.</summary>
    /// <param name="row">Index of the device.</param>
    /// <param name="isRange">Whether the Shift key was held.</param>
    /// <param name="shown">The rows in the order in which they are seen.</param>
    /// <returns>The rows that changed.</returns>
    public IReadOnlyList<int> Toggle(int row, bool isRange, int[] shown)
    {
        var to = Array.IndexOf(shown, row);
        if (to < 0)
        {
            // It went while the click was on its way.
            return [];
        }

        var from = isRange && _anchor is { } anchor && Array.IndexOf(shown, anchor) is >= 0 and var place ? place : to;
        _anchor = row;
        return Set(shown.AsSpan(Math.Min(from, to)..(Math.Max(from, to) + 1)), !_picked[row]);
    }

    /// <summary>Picks some rows, or puts them back.</summary>
    /// <returns>The rows that changed.</returns>
    public IReadOnlyList<int> Set(ReadOnlySpan<int> rows, bool isPicked)
    {
        var changed = new List<int>();
        foreach (var row in rows)
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

    /// <summary>Puts back the picked rows that are not to be kept.</summary>
    /// <returns>The rows that changed.</returns>
    public IReadOnlyList<int> Limit(Predicate<int> isKept)
    {
        _anchor = null;
        int[] others = [.. Enumerable.Range(0, _picked.Length).Where(row => _picked[row] && !isKept(row))];
        return Set(others, isPicked: false);
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
}
