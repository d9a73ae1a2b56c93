namespace NetDashboard.Live;

/// <summary>How an endpoint was logged in to last; the secret is not part of it.</summary>
/// <param name="UserName">Account name; empty when the device asks for none.</param>
/// <param name="PrivateKeyFile">Private key file; <see langword="null"/> for none.</param>
public sealed record LoginAccount(string UserName, string? PrivateKeyFile)
{
    /// <summary>SSH: the profile that a re-run put in place of the inventory's algorithms; <see langword="null"/> for none.</summary>
    public string? CryptoProfile { get; init; }
}
