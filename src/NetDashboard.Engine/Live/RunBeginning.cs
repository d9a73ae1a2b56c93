using System.Collections.Immutable;

namespace NetDashboard.Live;

/// <summary>What there is to know of a run when it begins.</summary>
/// <param name="Board">The scan: its name, title and layout. Its states change while the run goes on.</param>
/// <param name="Run">1 for the first of the scan.</param>
/// <param name="StartedAt">In UTC.</param>
/// <param name="Endpoints">What is tried, as positions in <see cref="ScanLayout.Endpoints"/>.</param>
public sealed record RunBeginning(ScanBoard Board, int Run, DateTimeOffset StartedAt, ImmutableArray<int> Endpoints)
{
    /// <summary>Who began it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }
}

/// <summary>How a run ended.</summary>
/// <param name="State">Anything but <see cref="ScanState.Running"/>.</param>
/// <param name="Problem">Why, for people, when it is <see cref="ScanState.Broken"/>; else <see langword="null"/>.</param>
/// <param name="EndedAt">In UTC.</param>
/// <param name="Counts">Endpoints of the scan by status, those without a result as cancelled.</param>
public sealed record RunEnding(ScanState State, string? Problem, DateTimeOffset EndedAt, StatusCounts Counts);
