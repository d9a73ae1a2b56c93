namespace NetDashboard.Storage.Transfer;

/// <summary>An export cannot be read, or a file cannot be written; the message is for people and holds no secret.</summary>
/// <param name="message">What is wrong and where.</param>
public sealed class TransferException(string message) : Exception(message);
