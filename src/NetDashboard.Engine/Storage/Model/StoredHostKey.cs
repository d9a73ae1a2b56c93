namespace NetDashboard.Storage.Model;

/// <summary>
/// A host key that an endpoint has shown. Of several, the one accepted last is trusted; when none was accepted, the one with which a login went on first. One
/// that was always refused is never trusted by itself.
/// </summary>
internal sealed class StoredHostKey
{
    /// <summary>See <see cref="StoredEndpoint.Id"/>.</summary>
    public required long Endpoint { get; init; }

    /// <summary><c>SHA256:...</c>, as OpenSSH prints it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Key type, for example <c>ssh-ed25519</c>; <see langword="null"/> when it did not come to that.</summary>
    public string? Type { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When a login went on with it first; <see langword="null"/> while it was always refused.</summary>
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>When a person accepted it in place of another; <see langword="null"/> when nobody did.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Who that was, as they call themselves.</summary>
    public string? AcceptedBy { get; set; }

    /// <summary>Why, in their words.</summary>
    public string? AcceptedFor { get; set; }
}
