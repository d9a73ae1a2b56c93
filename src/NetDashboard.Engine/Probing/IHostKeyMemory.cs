namespace NetDashboard.Probing;

/// <summary>Remembers which host key is trusted, for endpoints that trust on first use. Answers at once, without reading anything. Safe for many threads.</summary>
public interface IHostKeyMemory
{
    /// <summary>The key that is trusted; <see langword="null"/> when no login went on with any yet.</summary>
    TrustedHostKey? Find(EndpointKey endpoint);

    /// <summary>Trusts a key where none is trusted yet; of several at the same moment, one.</summary>
    /// <returns>The key that is trusted now.</returns>
    TrustedHostKey TrustFirst(EndpointKey endpoint, TrustedHostKey seen);
}

/// <summary>A host key that is trusted.</summary>
/// <param name="Fingerprint"><c>SHA256:...</c>, as OpenSSH prints it.</param>
/// <param name="Type">Key type, for example <c>ssh-ed25519</c>; <see langword="null"/> when that is not known.</param>
/// <param name="Since">Since when, in UTC.</param>
public sealed record TrustedHostKey(string Fingerprint, string? Type, DateTimeOffset Since);
