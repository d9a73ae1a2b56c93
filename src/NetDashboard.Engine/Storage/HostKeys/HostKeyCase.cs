using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Storage.HostKeys;

/// <summary>The host keys of one endpoint.</summary>
/// <param name="Endpoint">Whose.</param>
/// <param name="Keys">The trusted one first, then the others, those seen last first.</param>
public sealed record HostKeyCase(EndpointKey Endpoint, ImmutableArray<SeenHostKey> Keys)
{
    /// <summary>The key that is trusted; <see langword="null"/> when none is.</summary>
    public SeenHostKey? Trusted => Keys.FirstOrDefault(key => key.IsTrusted);

    /// <summary>
    /// The key that waits for a decision: another than the trusted one, seen since that was seen last and since it was accepted; <see langword="null"/> for none.
    /// </summary>
    public SeenHostKey? Waiting => Trusted is { } trusted && Keys.FirstOrDefault(key => !key.IsTrusted) is { } other
        && other.LastSeenAt > trusted.LastSeenAt && !(other.LastSeenAt <= trusted.AcceptedAt)
        ? other
        : null;
}

/// <summary>A host key that an endpoint showed.</summary>
public sealed record SeenHostKey
{
    /// <summary><c>SHA256:...</c>, as OpenSSH prints it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Key type, for example <c>ssh-ed25519</c>; <see langword="null"/> when that is not known.</summary>
    public string? Type { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When a person accepted it, in UTC; <see langword="null"/> when nobody did.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Who that was, as they call themselves.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? AcceptedFor { get; init; }

    /// <summary>Whether logins go on with it where the first key is trusted.</summary>
    public bool IsTrusted { get; init; }
}
