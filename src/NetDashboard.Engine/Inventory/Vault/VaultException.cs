namespace NetDashboard.Inventory.Vault;

/// <summary>Secrets cannot be kept or read. The message says what is wrong and what to do, and never quotes a secret.</summary>
/// <param name="message">For people.</param>
/// <param name="inner">What the system said, if anything.</param>
public sealed class VaultException(string message, Exception? inner = null) : Exception(message, inner);
