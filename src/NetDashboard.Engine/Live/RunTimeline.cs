using System.Collections.Immutable;

namespace NetDashboard.Live;

/// <summary>Counts the results of one run over its time.</summary>
internal sealed class RunTimeline
{
    private static readonly TimeSpan s_rateWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_firstMoment = TimeSpan.FromMilliseconds(250);

    // Widths that read well on an axis.
    private static readonly ImmutableArray<TimeSpan> s_widths =
    [
        .. new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800 }.Select(TimeSpan.FromSeconds),
    ];

    private readonly ScanSummary _run;
    private readonly TimeSpan _span;
    private readonly (int Ok, int NotOk)[] _counts;
    private readonly TimeSpan _recent;
    private int _results;
    private int _recentResults;

    /// <param name="run">The run.</param>
    /// <param name="now">The present, in UTC.</param>
    public RunTimeline(ScanSummary run, DateTimeOffset now)
    {
        _run = run;
        var end = run.EndedAt ?? now;
        _span = end > run.StartedAt ? end - run.StartedAt : TimeSpan.Zero;
        Width = s_widths.FirstOrDefault(width => _span < ScanStory.MaxBuckets * width, TimeSpan.FromDays(1 + Math.Floor(_span.TotalDays / ScanStory.MaxBuckets)));
        _counts = new (int, int)[(int)(_span / Width) + 1];
        _recent = _span > s_rateWindow ? _span - s_rateWindow : TimeSpan.Zero;
    }

    public TimeSpan Width { get; }

    /// <summary>Results in a second lately; <see langword="null"/> when no run is under way, and in its first moment.</summary>
    public double? RatePerSecond => _run.IsRunning && _span >= s_firstMoment ? _recentResults / (_span - _recent).TotalSeconds : null;

    /// <summary>Counts a result, unless it is of an earlier run.</summary>
    public void Add(DateTimeOffset finishedAt, bool isOk)
    {
        var at = finishedAt - _run.StartedAt;
        if (at < TimeSpan.Zero)
        {
            return;
        }

        ref var count = ref _counts[Math.Min((int)(at.Ticks / Width.Ticks), _counts.Length - 1)];
        _ = isOk ? count.Ok++ : count.NotOk++;
        _results++;
        _recentResults += at >= _recent ? 1 : 0;
    }

    public ImmutableArray<TimelineBucket> Sum() => _results == 0
        ? []
        : [.. _counts.Select((count, i) => new TimelineBucket(_run.StartedAt + (i * Width), count.Ok, count.NotOk))];
}
