namespace NetDashboard.Probing;

/// <summary>What a probe says of an endpoint. "Failed without a reason" cannot be written.</summary>
public sealed record ProbeVerdict
{
    private ProbeVerdict(ProbeOutcome outcome, ProbeFailure failure, string? prompt, string? detail)
    {
        Outcome = outcome;
        Failure = failure;
        Prompt = prompt;
        Detail = detail;
    }

    /// <summary>The short answer.</summary>
    public ProbeOutcome Outcome { get; }

    /// <summary>The reason; <see cref="ProbeFailure.None"/> exactly when the outcome is <see cref="ProbeOutcome.Ok"/>.</summary>
    public ProbeFailure Failure { get; }

    /// <summary>The prompt that proved the login, for example <c>R1#</c>; <see langword="null"/> when none was seen.</summary>
    public string? Prompt { get; }

    /// <summary>What happened in words, the device's own where there are any; <see langword="null"/> when ok.</summary>
    public string? Detail { get; }

    /// <summary>Logged in at the wanted level.</summary>
    public static ProbeVerdict Ok(string prompt) => new(ProbeOutcome.Ok, ProbeFailure.None, prompt, detail: null);

    /// <summary>Logged in, but the privileged level was refused.</summary>
    public static ProbeVerdict Limited(string prompt, string detail) =>
        new(ProbeOutcome.Limited, ProbeFailure.EnableFailed, prompt, detail);

    /// <summary>Not logged in, for a reason.</summary>
    /// <exception cref="ArgumentException"><paramref name="failure"/> is <see cref="ProbeFailure.None"/>.</exception>
    public static ProbeVerdict Failed(ProbeFailure failure, string detail) => failure switch
    {
        ProbeFailure.None => throw new ArgumentException("A failed verdict needs a reason.", nameof(failure)),
        ProbeFailure.AccountHeld => new(ProbeOutcome.Held, failure, prompt: null, detail),
        ProbeFailure.Cancelled => new(ProbeOutcome.Cancelled, failure, prompt: null, detail),
        _ => new(ProbeOutcome.Failed, failure, prompt: null, detail),
    };

    /// <summary>The same verdict with other words in it.</summary>
    internal ProbeVerdict WithText(string? prompt, string? detail) => new(Outcome, Failure, prompt, detail);
}

/// <summary>The short answer of a probe.</summary>
public enum ProbeOutcome
{
    /// <summary>Logged in at the wanted level.</summary>
    Ok,

    /// <summary>Logged in, privileged level refused.</summary>
    Limited,

    /// <summary>Not tried, to protect an account.</summary>
    Held,

    /// <summary>Not logged in.</summary>
    Failed,

    /// <summary>Stopped by an operator.</summary>
    Cancelled,
}
