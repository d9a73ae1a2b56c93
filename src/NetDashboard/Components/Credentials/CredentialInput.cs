using NetDashboard.Inventory;

namespace NetDashboard.Components.Credentials;

/// <summary>What was entered for a credential. <see langword="null"/> keeps what is there, an empty value removes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UserName">The account's name.</param>
/// <param name="Password">The password.</param>
/// <param name="EnableSecret">The enable secret.</param>
/// <param name="PrivateKeyFile">Absolute path of a private key.</param>
/// <param name="Passphrase">The passphrase of that key.</param>
public sealed record CredentialInput(string Name, string? UserName, Secret? Password, Secret? EnableSecret, string? PrivateKeyFile, Secret? Passphrase);
