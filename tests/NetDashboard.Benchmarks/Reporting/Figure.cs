namespace NetDashboard.Benchmarks.Reporting;

/// <summary>One measured quantity.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its unit; empty for a plain count.</param>
/// <param name="Samples">What was measured, in order; at least one.</param>
/// <param name="Bound">What must hold; <see langword="null"/> when nothing was promised.</param>
/// <param name="Note">Anything that helps to read it.</param>
internal sealed record Figure(string Name, string Unit, IReadOnlyList<double> Samples, Limit? Bound = null, string? Note = null)
{
    // Fewer samples than these say nothing of the rare cases.
    private const int EnoughForP95 = 20;
    private const int EnoughForP99 = 100;

    private readonly double[] _sorted = [.. Samples.Order()];

    public double Minimum => _sorted[0];

    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    public double Maximum => _sorted[^1];

    /// <summary><see langword="null"/> below 20 samples.</summary>
    public double? P95 => _sorted.Length >= EnoughForP95 ? Rank(0.95) : null;

    /// <summary><see langword="null"/> below 100 samples.</summary>
    public double? P99 => _sorted.Length >= EnoughForP99 ? Rank(0.99) : null;

    /// <summary>A quantity that was measured once.</summary>
    public static Figure Once(string name, string unit, double value, Limit? bound = null, string? note = null) => new(name, unit, [value], bound, note);

    /// <summary><c>reached</c> or <c>not reached</c>; empty without a bound.</summary>
    public string Verdict => Bound is null ? string.Empty : Bound.Holds(this) ? "reached" : "NOT reached";

    // Nearest rank: the smallest sample that so many of all do not exceed.
    private double Rank(double share) => _sorted[(int)Math.Ceiling(share * _sorted.Length) - 1];
}
