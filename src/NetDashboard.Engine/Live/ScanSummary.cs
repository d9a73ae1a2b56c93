namespace NetDashboard.Live;

/// <summary>A scan in a few numbers, at one moment.</summary>
public sealed record ScanSummary
{
    private static readonly TimeSpan s_paceHolds = TimeSpan.FromSeconds(3);

    /// <summary>What the scan is doing, or how its last run ended.</summary>
    public required ScanState State { get; init; }

    /// <summary>Why, when the state is <see cref="ScanState.Broken"/>; else <see langword="null"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>Number of endpoints in each status.</summary>
    public required StatusCounts Counts { get; init; }

    /// <summary>Endpoints of the current or last run that are finished.</summary>
    public required int Done { get; init; }

    /// <summary>Endpoints of the current or last run.</summary>
    public required int Total { get; init; }

    /// <summary>Runs so far; 1 for the first, one more with each re-run.</summary>
    public required int Run { get; init; }

    /// <summary>When the current or last run began, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last run ended, in UTC; <see langword="null"/> while one is under way.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the last result came, in UTC; <see langword="null"/> before the first of the current or last run.</summary>
    public DateTimeOffset? LastResultAt { get; init; }

    /// <summary>Whether a run is under way.</summary>
    public bool IsRunning => State is ScanState.Running;

    /// <summary>
    /// The time the rest should take at the pace so far; <see langword="null"/> when the pace says nothing: not running, nothing done yet,
    /// or no result for a while, because what is left is waiting for devices that do not answer.
    /// </summary>
    /// <param name="now">The present, in UTC.</param>
    public TimeSpan? EstimateTimeLeft(DateTimeOffset now) =>
        IsRunning && Done > 0 && now - LastResultAt < s_paceHolds ? (now - StartedAt) * ((double)(Total - Done) / Done) : null;
}

/// <summary>What a scan is doing, or how its last run ended.</summary>
public enum ScanState
{
    /// <summary>A run is under way.</summary>
    Running,

    /// <summary>Every endpoint of the last run has its result.</summary>
    Completed,

    /// <summary>An operator stopped the last run.</summary>
    Cancelled,

    /// <summary>A defect ended the last run.</summary>
    Broken,

    /// <summary>The last run ended because NetDashboard did.</summary>
    Interrupted,
}

/// <summary>Number of endpoints in each status.</summary>
public readonly record struct StatusCounts(int Waiting, int Running, int Ok, int Limited, int Held, int Failed, int Cancelled)
{
    /// <summary>Those "Re-run failed" takes: everything finished that is not ok.</summary>
    public int WorthRerun => Limited + Held + Failed + Cancelled;

    /// <summary>These numbers when everything without a result counts as cancelled.</summary>
    internal StatusCounts EndNow() => this with { Waiting = 0, Running = 0, Cancelled = Cancelled + Waiting + Running };

    /// <summary>The numbers that somebody has counted.</summary>
    internal static StatusCounts Of(Func<EndpointStatus, int> count) => new(
        count(EndpointStatus.Waiting),
        count(EndpointStatus.Running),
        count(EndpointStatus.Ok),
        count(EndpointStatus.Limited),
        count(EndpointStatus.Held),
        count(EndpointStatus.Failed),
        count(EndpointStatus.Cancelled));

    /// <summary>The number in one status.</summary>
    public int Of(EndpointStatus status) => status switch
    {
        EndpointStatus.Waiting => Waiting,
        EndpointStatus.Running => Running,
        EndpointStatus.Ok => Ok,
        EndpointStatus.Limited => Limited,
        EndpointStatus.Held => Held,
        EndpointStatus.Failed => Failed,
        _ => Cancelled,
    };
}
