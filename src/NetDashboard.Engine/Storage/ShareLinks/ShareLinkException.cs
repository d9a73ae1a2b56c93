namespace NetDashboard.Storage.ShareLinks;

/// <summary>A link is not made as it was asked for.</summary>
/// <param name="message">Why, for people.</param>
public sealed class ShareLinkException(string message) : Exception(message);
