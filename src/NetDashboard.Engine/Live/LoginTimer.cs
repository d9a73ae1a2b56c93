using System.Collections.Immutable;

namespace NetDashboard.Live;

/// <summary>Gathers how long the logins of one protocol took. Used by one story after another, never by two at a time.</summary>
/// <param name="protocol">Protocol in lower case.</param>
/// <param name="capacity">The most logins there can be.</param>
internal sealed class LoginTimer(string protocol, int capacity)
{
    private const int Slowest = 5;
    private static readonly ImmutableArray<long> s_bounds = MakeBounds();

    private readonly long[] _ticks = new long[capacity];
    private readonly int[] _endpoints = new int[capacity];
    private int _count;

    public void Clear() => _count = 0;

    public void Add(int endpoint, TimeSpan duration)
    {
        _ticks[_count] = duration.Ticks;
        _endpoints[_count++] = endpoint;
    }

    /// <summary>What was gathered; <see langword="null"/> for nothing.</summary>
    public LoginTimes? Sum(ScanLayout layout)
    {
        if (_count == 0)
        {
            return null;
        }

        Array.Sort(_ticks, _endpoints, 0, _count);
        return new LoginTimes(protocol, CountBins(), Percentile(50), Percentile(95), FindSlowest(layout));
    }

    // The nearest rank: a time that some login really took.
    private TimeSpan Percentile(int percent) => new(_ticks[((_count * percent) + 99) / 100 - 1]);

    private ImmutableArray<SlowDevice> FindSlowest(ScanLayout layout)
    {
        var slowest = ImmutableArray.CreateBuilder<SlowDevice>(Slowest);
        for (var i = _count - 1; i >= 0 && slowest.Count < Slowest; i--)
        {
            slowest.Add(new SlowDevice(_endpoints[i], layout.Endpoints[_endpoints[i]].Device.Name, new TimeSpan(_ticks[i])));
        }

        return slowest.DrainToImmutable();
    }

    private ImmutableArray<HistogramBin> CountBins()
    {
        var bins = ImmutableArray.CreateBuilder<HistogramBin>();
        var last = _ticks[_count - 1];
        for (int bin = 0, at = 0; bin + 1 < s_bounds.Length && s_bounds[bin] <= last; bin++)
        {
            var begin = at;
            while (at < _count && _ticks[at] < s_bounds[bin + 1])
            {
                at++;
            }

            if (at > 0)
            {
                bins.Add(new HistogramBin(new TimeSpan(s_bounds[bin]), new TimeSpan(s_bounds[bin + 1]), at - begin));
            }
        }

        return bins.DrainToImmutable();
    }

    private static ImmutableArray<long> MakeBounds()
    {
        var bounds = ImmutableArray.CreateBuilder<long>();
        bounds.Add(0);

        // From 1 ms to beyond the longest deadline a probe can have, which is three hours.
        for (var decade = TimeSpan.TicksPerMillisecond; decade <= 10 * TimeSpan.TicksPerHour; decade *= 10)
        {
            bounds.AddRange(decade, 2 * decade, 5 * decade);
        }

        return bounds.DrainToImmutable();
    }
}
