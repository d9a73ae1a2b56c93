using System.Collections.Immutable;

namespace NetDashboard.Storage.Histories;

/// <summary>What is kept of one device.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoints">One for each protocol, in the alphabetical order of these.</param>
public sealed record DeviceHistory(string Name, ImmutableArray<EndpointHistory> Endpoints);

/// <summary>What is kept of one endpoint.</summary>
public sealed record EndpointHistory
{
    /// <summary>How many of the last results prompts and login times are taken from.</summary>
    public const int MaxResults = 1000;

    /// <summary>The endpoint at a glance.</summary>
    public required PastEndpoint Glance { get; init; }

    /// <summary>Logins that were OK, of the last <see cref="MaxResults"/> results, the oldest first.</summary>
    public required ImmutableArray<PastResult> Logins { get; init; }

    /// <summary>Half of <see cref="Logins"/> took no longer; <see langword="null"/> without any.</summary>
    public TimeSpan? Median => Percentile(50);

    /// <summary>95 % of <see cref="Logins"/> took no longer; <see langword="null"/> without any.</summary>
    public TimeSpan? P95 => Percentile(95);

    /// <summary>Prompts of the last <see cref="MaxResults"/> results, the one seen last first; at most 20.</summary>
    public required ImmutableArray<SeenPrompt> Prompts { get; init; }

    /// <summary>All host keys it has ever shown, the one seen last first.</summary>
    public required ImmutableArray<PastHostKey> HostKeys { get; init; }

    /// <summary>The last results in detail, the newest first; of scans that are thinned, too.</summary>
    public required ImmutableArray<LastResult> Results { get; init; }

    // The nearest rank: a time that some login really took.
    private TimeSpan? Percentile(int percent) => Logins.IsEmpty
        ? null
        : Logins.Select(login => login.Duration).Order().ElementAt((((Logins.Length * percent) + 99) / 100) - 1);
}

/// <summary>A prompt, and when it was seen.</summary>
/// <param name="Text">The prompt.</param>
/// <param name="FirstAt">In UTC.</param>
/// <param name="LastAt">In UTC.</param>
/// <param name="Count">How often.</param>
public sealed record SeenPrompt(string Text, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Count);

/// <summary>A host key, and when it was seen.</summary>
/// <param name="Fingerprint"><c>SHA256:...</c></param>
/// <param name="Type">For example <c>ssh-ed25519</c>; <see langword="null"/> when it did not come to that.</param>
/// <param name="FirstAt">In UTC.</param>
/// <param name="LastAt">In UTC.</param>
public sealed record PastHostKey(string Fingerprint, string? Type, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    /// <summary>When a person accepted it, in UTC; <see langword="null"/> when nobody did.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Who that was, as they call themselves.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? AcceptedFor { get; init; }
}

/// <summary>A result with what there is to say of it.</summary>
/// <param name="Result">In short.</param>
/// <param name="Scan">The scan it came in.</param>
/// <param name="Title">What was scanned, for people.</param>
/// <param name="Attempt">1 for the first in that scan.</param>
/// <param name="Prompt">Prompt of a login; <see langword="null"/> without one.</param>
/// <param name="Detail">Why it was not OK, in words; <see langword="null"/> when it was.</param>
public sealed record LastResult(PastResult Result, Guid Scan, string Title, int Attempt, string? Prompt, string? Detail);
