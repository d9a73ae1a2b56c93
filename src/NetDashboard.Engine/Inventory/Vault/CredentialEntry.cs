namespace NetDashboard.Inventory.Vault;

/// <summary>What may be shown of a named credential: which of its fields are set, no secret.</summary>
/// <param name="Name">1 to 64 characters of <c>A-Z a-z 0-9 _ . -</c>, unique.</param>
/// <param name="UserName">The account's name; empty when none is set.</param>
/// <param name="HasPassword">Whether a password is set.</param>
/// <param name="HasEnableSecret">Whether an enable secret is set.</param>
/// <param name="PrivateKeyFile">Absolute path of the private key; <see langword="null"/> for none.</param>
/// <param name="HasPassphrase">Whether a passphrase of that key is set.</param>
/// <param name="Changed">When it was last saved, in UTC.</param>
public sealed record CredentialEntry(
    string Name, string UserName, bool HasPassword, bool HasEnableSecret, string? PrivateKeyFile, bool HasPassphrase, DateTimeOffset Changed);
