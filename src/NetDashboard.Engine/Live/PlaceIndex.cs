using System.Collections.Immutable;
using NetDashboard.Inventory;

namespace NetDashboard.Live;

/// <summary>Which places (sites, or tags) each device of a layout belongs to, found once.</summary>
internal sealed class PlaceIndex
{
    private readonly ImmutableArray<string> _names;
    private readonly int[][] _placesOf;

    public PlaceIndex(ImmutableArray<Device> devices, Func<Device, IEnumerable<string>> places)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        _placesOf = [.. devices.Select(device => places(device).Distinct(StringComparer.Ordinal).Select(NumberOf).ToArray())];
        _names = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

        int NumberOf(string name)
        {
            numbers.TryAdd(name, numbers.Count);
            return numbers[name];
        }
    }

    /// <summary>Counts devices by place, the largest share of bad ones first.</summary>
    /// <param name="devices">How each device stands, by row.</param>
    public ImmutableArray<PlaceGroup> Count(ReadOnlySpan<Standing> devices)
    {
        var counts = new (int Ok, int NotOk, int Open)[_names.Length];
        for (var row = 0; row < devices.Length && counts.Length > 0; row++)
        {
            foreach (var place in _placesOf[row])
            {
                ref var count = ref counts[place];
                _ = devices[row] switch
                {
                    Standing.Ok => count.Ok++,
                    Standing.NotOk => count.NotOk++,
                    _ => count.Open++,
                };
            }
        }

        return
        [
            .. counts
                .Select((count, place) => new PlaceGroup(_names[place], count.Ok + count.NotOk + count.Open, count.Ok, count.NotOk, count.Open))
                .OrderByDescending(group => (double)group.NotOk / group.Devices)
                .ThenByDescending(group => group.NotOk)
                .ThenByDescending(group => group.Devices)
                .ThenBy(group => group.Name, StringComparer.Ordinal)
                .Take(ScanStory.MaxPlaces),
        ];
    }
}

/// <summary>How a device stands, all its endpoints together; the worst has the largest value.</summary>
internal enum Standing : byte
{
    /// <summary>Every endpoint is ok.</summary>
    Ok,

    /// <summary>Something is still to come, or was cancelled.</summary>
    Open,

    /// <summary>An endpoint failed, was held or is limited.</summary>
    NotOk,
}
