using NetDashboard.Live;

namespace NetDashboard.Components.Scans;

/// <summary>A scan's numbers in words.</summary>
internal static class ScanWords
{
    private const int SecondsPerMinute = 60;

    /// <summary>What is happening, in one sentence for a screen reader.</summary>
    public static string Announce(ScanSummary summary)
    {
        var counts = summary.Counts;
        var numbers = string.Join(
            ", ",
            new[] { (counts.Ok, "OK"), (counts.Failed, "failed"), (counts.Held, "held"), (counts.Limited, "limited"), (counts.Cancelled, "cancelled") }
                .Where(part => part.Item1 > 0)
                .Select(part => $"{part.Item1} {part.Item2}"));
        var beginning = summary.State switch
        {
            ScanState.Running => $"{summary.Done} of {summary.Total} done",
            ScanState.Completed => "Scan complete",
            ScanState.Cancelled => "Scan cancelled",
            ScanState.Interrupted => "Scan interrupted",
            _ => "Scan ended by a defect",
        };
        return numbers.Length == 0 ? $"{beginning}." : $"{beginning}: {numbers}.";
    }

    /// <summary>How far the run is, for the progress bar: "48 of 100 · 6 s left"; "97 of 100 · waiting for 3" when no pace can be told.</summary>
    /// <param name="summary">The scan in numbers.</param>
    /// <param name="now">The present, in UTC.</param>
    /// <param name="isPaused">Whether it waits because nothing can be kept.</param>
    public static string Progress(ScanSummary summary, DateTimeOffset now, bool isPaused = false)
    {
        var done = $"{summary.Done} of {summary.Total}";
        return summary switch
        {
            { IsRunning: true } when isPaused => $"{done} · paused until results can be kept",
            { IsRunning: true } when summary.EstimateTimeLeft(now) is { } left => $"{done} · {Span(left)} left",
            { IsRunning: true, Done: > 0 } => $"{done} · waiting for {summary.Total - summary.Done}",
            { EndedAt: { } ended } => $"{done} · took {Span(ended - summary.StartedAt)}",
            _ => done,
        };
    }

    /// <summary>What a scan is doing, or how it ended.</summary>
    public static string StateOf(ScanState state) => state switch
    {
        ScanState.Running => "Running",
        ScanState.Completed => "Completed",
        ScanState.Cancelled => "Cancelled",
        ScanState.Interrupted => "Interrupted",
        _ => "Ended by a defect",
    };

    /// <summary>A length of time as short as it can be said.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = (int)Math.Ceiling(span.TotalSeconds);
        return seconds < 2 * SecondsPerMinute ? $"{seconds} s" : $"{seconds / SecondsPerMinute} min {seconds % SecondsPerMinute} s";
    }
}
