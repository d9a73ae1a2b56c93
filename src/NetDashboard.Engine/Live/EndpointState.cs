using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>The newest that is known of one endpoint of a scan; replaced, never changed.</summary>
/// <param name="Index">Position of the endpoint in <see cref="ScanLayout.Endpoints"/>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempt">Runs of it begun so far, a planned one included; 0 when it was cancelled before the first began.</param>
/// <param name="Result">The last finished run, which may be of an earlier attempt; <see langword="null"/> before the first.</param>
public sealed record EndpointState(int Index, EndpointStatus Status, int Attempt, ProbeResult? Result)
{
    /// <summary>How many of <see cref="Earlier"/> are kept.</summary>
    public const int MaxEarlier = 5;

    /// <summary>The runs finished before <see cref="Result"/>, the newest first, at most <see cref="MaxEarlier"/>; without transcripts, which are large.</summary>
    public ImmutableArray<ProbeResult> Earlier { get; init; } = [];

    /// <summary>When <see cref="Result"/> came, in UTC; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it was cancelled before any run of it gave a result; <see cref="Attempt"/> tells whether one had begun.</summary>
    public bool IsUnscanned => Status is EndpointStatus.Cancelled && Result is null;

    private ImmutableArray<ProbeResult> Past => Result is { } before ? [before with { Transcript = null }, .. Earlier.Take(MaxEarlier - 1)] : Earlier;

    /// <summary>This endpoint with a result just come.</summary>
    internal EndpointState Finish(ProbeResult result, DateTimeOffset at) => this with
    {
        Status = EndpointStatuses.Of(result.Verdict.Outcome),
        Attempt = result.Attempt,
        Result = result,
        FinishedAt = at,
        Earlier = Past,
    };

    /// <summary>This endpoint after a run that was OK, and of which nothing more is known any more.</summary>
    internal EndpointState FinishUnknown() =>
        this with { Status = EndpointStatus.Ok, Attempt = Attempt + 1, Result = null, FinishedAt = null, Earlier = Past };
}

/// <summary>Where an endpoint stands in a scan.</summary>
public enum EndpointStatus
{
    /// <summary>Planned, not begun.</summary>
    Waiting,

    /// <summary>Being tried now.</summary>
    Running,

    /// <summary>Logged in at the wanted level.</summary>
    Ok,

    /// <summary>Logged in, privileged level refused.</summary>
    Limited,

    /// <summary>Not tried, to protect an account.</summary>
    Held,

    /// <summary>Not logged in.</summary>
    Failed,

    /// <summary>Stopped by an operator before it finished.</summary>
    Cancelled,
}

/// <summary>Questions about <see cref="EndpointStatus"/>.</summary>
public static class EndpointStatuses
{
    /// <summary>The status a finished run leads to.</summary>
    public static EndpointStatus Of(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Ok => EndpointStatus.Ok,
        ProbeOutcome.Limited => EndpointStatus.Limited,
        ProbeOutcome.Held => EndpointStatus.Held,
        ProbeOutcome.Cancelled => EndpointStatus.Cancelled,
        _ => EndpointStatus.Failed,
    };

    /// <summary>Whether no run of it is planned or under way.</summary>
    public static bool IsFinished(this EndpointStatus status) => status is not (EndpointStatus.Waiting or EndpointStatus.Running);

    /// <summary>Whether "Re-run failed" takes it: finished, and not <see cref="EndpointStatus.Ok"/>.</summary>
    public static bool IsWorthRerun(this EndpointStatus status) => status.IsFinished() && status is not EndpointStatus.Ok;
}
