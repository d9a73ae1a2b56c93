using NetDashboard.Probing;

namespace NetDashboard.Storage;

/// <summary>Which key is behind a signature.</summary>
internal static class SshKeyTypes
{
    /// <summary>The type of the host key; RSA keys sign by several algorithms (RFC 8332, section 3). <see langword="null"/> when it did not come to that.</summary>
    public static string? Of(NegotiatedAlgorithms? algorithms) =>
        algorithms?.HostKey is { } name ? name.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : name : null;
}
