using System.Diagnostics.CodeAnalysis;

namespace NetDashboard.Live;

/// <summary>What came of the wish to begin a run of a scan.</summary>
/// <param name="Board">The scan that runs now; <see langword="null"/> when no run began.</param>
/// <param name="Refusal">Why no run began; <see cref="StartRefusal.None"/> when one did.</param>
public readonly record struct RunStart(ScanBoard? Board, StartRefusal Refusal)
{
    /// <summary>Whether a run began.</summary>
    [MemberNotNullWhen(true, nameof(Board))]
    public bool HasBegun => Board is not null;

    internal static RunStart Begun(ScanBoard board) => new(board, StartRefusal.None);

    internal static RunStart Refused(StartRefusal refusal) => new(null, refusal);
}

/// <summary>Why a run did not begin.</summary>
public enum StartRefusal
{
    /// <summary>It did begin.</summary>
    None,

    /// <summary>As many scans are under way as may be: <see cref="ScanService.MaxRunning"/>.</summary>
    TooManyScans,

    /// <summary>A run of the same scan is under way.</summary>
    AlreadyRunning,

    /// <summary>No scan of that id is kept (any more).</summary>
    NotKept,

    /// <summary>
    /// The scan was kept over a restart, which keeps no secrets: it runs again with the inventory recalled (<see cref="RerunRequest.Recalled"/>), with a credential given
    /// for the run, or as a new scan.
    /// </summary>
    SecretsNotKept,

    /// <summary>Nothing is chosen, or nothing is worth a re-run.</summary>
    NothingToRun,
}
