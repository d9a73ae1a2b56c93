namespace NetDashboard.Inventory;

/// <summary>What a login is made with. Kept apart from devices and endpoints, so that those are plain data without secrets.</summary>
/// <param name="UserName">Account name; empty when the device asks for none.</param>
/// <param name="Password">Login password; <see langword="null"/> when the inventory gives none.</param>
/// <param name="EnableSecret">Secret for the privileged level; <see langword="null"/> when the inventory gives none.</param>
/// <param name="PrivateKeyFile">Absolute path of a private key in PEM or OpenSSH format; <see langword="null"/> for none.</param>
/// <param name="PrivateKeyPassphrase">Passphrase of that key; <see langword="null"/> for none.</param>
public sealed record Credential(
    string UserName,
    Secret? Password = null,
    Secret? EnableSecret = null,
    string? PrivateKeyFile = null,
    Secret? PrivateKeyPassphrase = null)
{
    /// <summary>
    /// The account this login would strain: equal for two credentials that submit the same name with the same secret, whatever
    /// their enable secret. The account guard counts by it.
    /// </summary>
    public LoginIdentity Login => new(UserName, Password, PrivateKeyFile);

    /// <summary>All secrets that are set and not empty, for redaction.</summary>
    public IEnumerable<Secret> Secrets =>
        new[] { Password, EnableSecret, PrivateKeyPassphrase }.OfType<Secret>().Where(secret => !secret.IsEmpty);
}

/// <summary>One account as a device sees it: name, and the secret or key shown for it.</summary>
/// <param name="UserName">Account name; empty when the device asks for none.</param>
/// <param name="Password">Login password, if any.</param>
/// <param name="PrivateKeyFile">Private key file, if any.</param>
public readonly record struct LoginIdentity(string UserName, Secret? Password, string? PrivateKeyFile);
