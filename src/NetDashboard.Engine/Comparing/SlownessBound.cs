namespace NetDashboard.Comparing;

/// <summary>From when on a login counts as slower than before: both bounds must be passed, so that neither 5 ms more nor 20 % more does.</summary>
/// <param name="Factor">More than so many times as long; 1 to 100, default 2.</param>
/// <param name="AtLeast">And longer by more than this; 0 to 10 min, default 500 ms.</param>
public sealed record SlownessBound(double Factor, TimeSpan AtLeast)
{
    /// <summary>The largest factor.</summary>
    public const double MaxFactor = 100;

    /// <summary>The largest <see cref="AtLeast"/>.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>More than twice as long and more than 500 ms longer.</summary>
    public static SlownessBound Default { get; } = new(2, TimeSpan.FromMilliseconds(500));

    /// <summary>Whether a time passes both bounds.</summary>
    public bool IsPassed(TimeSpan before, TimeSpan now) => now > before * Factor && now - before > AtLeast;
}
