using NetDashboard.Probing;

namespace NetDashboard.Comparing;

/// <summary>What the last attempt of an endpoint came to in a scan.</summary>
public sealed record ComparedLogin
{
    /// <summary>An endpoint of the scan without a result.</summary>
    public static ComparedLogin Untried { get; } = new() { Outcome = ProbeOutcome.Cancelled, Failure = ProbeFailure.Cancelled };

    /// <summary>A login that was OK, of which no more is kept.</summary>
    public static ComparedLogin OkOnly { get; } = new() { Outcome = ProbeOutcome.Ok, Failure = ProbeFailure.None };

    /// <summary>The short answer.</summary>
    public required ProbeOutcome Outcome { get; init; }

    /// <summary>The reason; <see cref="ProbeFailure.None"/> when it was OK.</summary>
    public required ProbeFailure Failure { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The prompt that proved the login.</summary>
    public string? Prompt { get; init; }

    /// <summary>Fingerprint of the host key.</summary>
    public string? HostKey { get; init; }

    /// <summary>How long it took; <see langword="null"/> when that is not kept.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Since when no login of the endpoint was OK, over all scans, in UTC; <see langword="null"/> for one that is OK or was not tried.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When the result came, in UTC; <see langword="null"/> when that is not kept.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What was negotiated with an SSH server; left out where both scans agreed on the same.</summary>
    public NegotiatedAlgorithms? Algorithms { get; init; }

    /// <summary>Whether a login was tried and came to an end.</summary>
    public bool IsTried => Outcome is ProbeOutcome.Ok or ProbeOutcome.Limited or ProbeOutcome.Failed;

    /// <summary>Whether a login was tried and was not OK.</summary>
    public bool IsFailing => Outcome is ProbeOutcome.Limited or ProbeOutcome.Failed;
}
