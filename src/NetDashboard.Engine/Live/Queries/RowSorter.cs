using NetDashboard.Platforms;

namespace NetDashboard.Live.Queries;

/// <summary>Orders rows by a value each, taken once.</summary>
internal static class RowSorter
{
    /// <summary>Orders rows that stand in the order of the inventory.</summary>
    public static void Sort(int[] rows, ResultSort sort, ScanLayout layout, IReadOnlyList<EndpointState> states)
    {
        switch (sort.Key)
        {
            case ResultSortKey.Device:
                SortBy(rows, sort, row => layout.Devices[row].Name, NaturalOrder.Comparer);
                break;
            case ResultSortKey.Address:
                SortBy(rows, sort, row => layout.Devices[row].Host, NaturalOrder.Comparer);
                break;
            case ResultSortKey.Platform:
                SortBy(rows, sort, row => layout.Devices[row].Endpoints[0].Platform ?? PlatformCatalog.Generic.Name, NaturalOrder.Comparer);
                break;
            case ResultSortKey.Site:
                SortBy(rows, sort, row => layout.Devices[row].Site, NaturalOrder.Comparer);
                break;
            case ResultSortKey.LastCheck:
                SortBy(rows, sort, row => LastCheck(row, layout, states), Comparer<DateTimeOffset?>.Default);
                break;
            case ResultSortKey.Status:
                SortBy(rows, sort, row => StateOf(row, sort, layout, states) is { } state ? Urgency(state.Status) : null, Comparer<int?>.Default);
                break;
            default:
                SortBy(
                    rows,
                    sort,
                    row => StateOf(row, sort, layout, states) is { } state ? ResultMatcher.ShownResult(state)?.Duration : null,
                    Comparer<TimeSpan?>.Default);
                break;
        }
    }

    /// <summary>Puts rows with an endpoint that fails newly before the others; in either part the order stays.</summary>
    public static void PutNewFirst(int[] rows, ScanLayout layout, IReadOnlyList<EndpointState> states, Baseline baseline)
    {
        var others = new List<int>(rows.Length);
        var next = 0;
        foreach (var row in rows)
        {
            if (HasNew(row, layout, states, baseline))
            {
                rows[next++] = row;
            }
            else
            {
                others.Add(row);
            }
        }

        others.CopyTo(rows, next);
    }

    private static bool HasNew(int row, ScanLayout layout, IReadOnlyList<EndpointState> states, Baseline baseline)
    {
        for (var column = 0; column < layout.Protocols.Length; column++)
        {
            if (layout.EndpointAt(row, column) is >= 0 and var index && baseline.IsNewlyFailing(states[index]))
            {
                return true;
            }
        }

        return false;
    }

    private static void SortBy<T>(int[] rows, ResultSort sort, Func<int, T?> valueOf, IComparer<T> order)
    {
        var values = Array.ConvertAll(rows, row => valueOf(row));
        var places = Enumerable.Range(0, rows.Length).ToArray();
        var sign = sort.IsDescending ? -1 : 1;
        Array.Sort(places, (a, b) =>
        {
            var (x, y) = (values[a], values[b]);
            if (x is null || y is null)
            {
                return x is null && y is null ? a.CompareTo(b) : x is null ? 1 : -1;
            }

            // Array.Sort keeps no order of its own among equals.
            var compared = sign * order.Compare(x, y);
            return compared != 0 ? compared : a.CompareTo(b);
        });
        var sorted = Array.ConvertAll(places, place => rows[place]);
        sorted.CopyTo(rows, 0);
    }

    private static EndpointState? StateOf(int row, ResultSort sort, ScanLayout layout, IReadOnlyList<EndpointState> states) =>
        layout.Protocols.IndexOf(sort.Protocol!) is >= 0 and var column && layout.EndpointAt(row, column) is >= 0 and var index ? states[index] : null;

    private static DateTimeOffset? LastCheck(int row, ScanLayout layout, IReadOnlyList<EndpointState> states)
    {
        DateTimeOffset? last = null;
        for (var column = 0; column < layout.Protocols.Length; column++)
        {
            if (layout.EndpointAt(row, column) is >= 0 and var index && states[index].Result is { } result && !(last > result.StartedAt + result.Duration))
            {
                last = result.StartedAt + result.Duration;
            }
        }

        return last;
    }

    private static int? Urgency(EndpointStatus status) => status switch
    {
        EndpointStatus.Failed => 0,
        EndpointStatus.Held => 1,
        EndpointStatus.Limited => 2,
        EndpointStatus.Cancelled => 3,
        EndpointStatus.Running => 4,
        EndpointStatus.Waiting => 5,
        _ => 6,
    };
}
