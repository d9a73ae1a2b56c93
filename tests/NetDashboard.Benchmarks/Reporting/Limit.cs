namespace NetDashboard.Benchmarks.Reporting;

/// <summary>What must hold for a figure.</summary>
/// <param name="Relation">How the statistic must stand to the value: <c>&lt;=</c>, <c>&lt;</c>, <c>&gt;=</c> or <c>=</c>.</param>
/// <param name="Value">In the figure's unit.</param>
/// <param name="Statistic">Which number of the samples is judged.</param>
internal sealed record Limit(string Relation, double Value, Statistic Statistic)
{
    public static Limit AtMost(double limit, Statistic statistic) => new("<=", limit, statistic);

    public static Limit AtLeast(double limit, Statistic statistic) => new(">=", limit, statistic);

    public static Limit Below(double limit, Statistic statistic) => new("<", limit, statistic);

    /// <summary>Every sample is that number.</summary>
    public static Limit Exactly(double limit) => new("=", limit, Statistic.Every);

    public bool Holds(Figure figure) => Relation switch
    {
        "<=" => Pick(figure) <= Value,
        "<" => Pick(figure) < Value,
        ">=" => Pick(figure) >= Value,
        _ => figure.Samples.All(sample => sample.Equals(Value)),
    };

    public override string ToString() => $"{Statistic.ToString().ToLowerInvariant()} {Relation} {Value:0.###}";

    // Too few samples for a percentile: the largest stands for it.
    private double Pick(Figure figure) => Statistic switch
    {
        Statistic.Minimum => figure.Minimum,
        Statistic.Median => figure.Median,
        Statistic.P95 => figure.P95 ?? figure.Maximum,
        Statistic.P99 => figure.P99 ?? figure.Maximum,
        _ => figure.Maximum,
    };
}

/// <summary>A number that stands for all samples.</summary>
internal enum Statistic
{
    /// <summary>The smallest: what must always be reached.</summary>
    Minimum,

    /// <summary>The one in the middle: what it usually costs.</summary>
    Median,

    /// <summary>What 95 of 100 do not exceed.</summary>
    P95,

    /// <summary>What 99 of 100 do not exceed.</summary>
    P99,

    /// <summary>The largest: what must never be exceeded.</summary>
    Maximum,

    /// <summary>All of them.</summary>
    Every,
}
