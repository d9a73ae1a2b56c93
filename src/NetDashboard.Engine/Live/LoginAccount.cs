namespace NetDashboard.Live;

/// <summary>Whom an endpoint is logged in as; the secret is not part of it.</summary>
/// <param name="UserName">Account name; empty when the device asks for none.</param>
/// <param name="PrivateKeyFile">Private key file; <see langword="null"/> for none.</param>
public sealed record LoginAccount(string UserName, string? PrivateKeyFile);
