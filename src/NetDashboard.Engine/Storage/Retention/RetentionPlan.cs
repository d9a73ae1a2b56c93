namespace NetDashboard.Storage.Retention;

/// <summary>In which order what is old goes, and what of it is due.</summary>
internal static class RetentionPlan
{
    /// <summary>All that could go, what has outlived most of its time first; of one scan, what was OK before the rest.</summary>
    /// <param name="scans">What there is.</param>
    /// <param name="options">How long it may live.</param>
    /// <param name="now">The present, in UTC.</param>
    public static IReadOnlyList<RetentionJob> Order(IEnumerable<AgedScan> scans, RetentionOptions options, DateTimeOffset now) =>
    [
        .. scans
            .SelectMany(scan => new[]
            {
                new RetentionJob(scan, IsWhole: false, scan.IsUnfinished ? double.MaxValue : (now - scan.At).TotalDays / options.SuccessDays),
                new RetentionJob(scan, IsWhole: true, (now - scan.At).TotalDays / options.FailureDays),
            })
            .Where(job => job.IsWhole || !job.Scan.IsThinned || job.Scan.IsUnfinished)
            .OrderByDescending(job => job.Age).ThenBy(job => job.Scan.Number).ThenBy(job => job.IsWhole),
    ];
}

/// <summary>A scan that has ended.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Id">Its name.</param>
/// <param name="At">When its last run ended, in UTC.</param>
/// <param name="IsThinned">Whether what was OK is gone.</param>
internal sealed record AgedScan(long Number, Guid Id, DateTimeOffset At, bool IsThinned)
{
    /// <summary>Whether it may be that the thinning was not finished.</summary>
    public bool IsUnfinished { get; init; }
}

/// <summary>Something that could be removed.</summary>
/// <param name="Scan">Of which scan.</param>
/// <param name="IsWhole">Whether the scan goes with all that is left of it; else the results that are OK.</param>
/// <param name="Age">Its age as a part of what is allowed: above 1 it is due.</param>
internal sealed record RetentionJob(AgedScan Scan, bool IsWhole, double Age)
{
    public bool IsDue => Age > 1;
}
