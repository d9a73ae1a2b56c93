using System.Text;
using NetDashboard.Inventory;
using Endpoint = NetDashboard.Inventory.Endpoint;

namespace NetDashboard.Components.Devices;

/// <summary>The command that a person types into a shell to log in as the scan did. Holds no secret: ssh and telnet ask for it.</summary>
internal static class LoginCommand
{
    private const int SshPort = 22;
    private const int TelnetPort = 23;

    // What OpenSSH of today leaves out and old devices are limited to (ssh_config(5), the "+" form adds to the defaults).
    private const string LegacyOptions = " -o KexAlgorithms=+diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1"
        + " -o HostKeyAlgorithms=+ssh-rsa -o PubkeyAcceptedAlgorithms=+ssh-rsa -o Ciphers=+aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc -o MACs=+hmac-sha1";

    /// <summary>The command for an endpoint; <see langword="null"/> for a protocol without one.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="userName">Account name; <see langword="null"/> or empty when there is none.</param>
    /// <param name="keyFile">Private key file; <see langword="null"/> for none.</param>
    public static string? For(string host, int port, Endpoint endpoint, string? userName, string? keyFile) => endpoint.Protocol switch
    {
        "ssh" => Ssh(host, port, endpoint, userName, keyFile),
        "telnet" => $"telnet{(string.IsNullOrEmpty(userName) ? null : $" -l {Quote(userName)}")} {Host(host)}{(port == TelnetPort ? null : $" {port}")}",
        _ => null,
    };

    private static string Ssh(string host, int port, Endpoint endpoint, string? userName, string? keyFile)
    {
        var command = new StringBuilder("ssh");
        if (port != SshPort)
        {
            command.Append($" -p {port}");
        }

        if (endpoint.CryptoProfile is "legacy")
        {
            command.Append(LegacyOptions);
        }

        command.Append(endpoint.HostKeyPolicy switch
        {
            HostKeyPolicy.Off => " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null",
            HostKeyPolicy.TrustOnFirstUse => " -o StrictHostKeyChecking=accept-new",
            _ => " -o StrictHostKeyChecking=yes",
        });
        if (endpoint.HostKeyPolicy is not HostKeyPolicy.Off && endpoint.KnownHostsFile is { } known)
        {
            command.Append($" -o {Quote($"UserKnownHostsFile={known}")}");
        }

        if (keyFile is not null)
        {
            command.Append($" -i {Quote(keyFile)}");
        }

        // "-l", since a name may hold an "@".
        if (!string.IsNullOrEmpty(userName))
        {
            command.Append($" -l {Quote(userName)}");
        }

        return command.Append(' ').Append(Host(host)).ToString();
    }

    // A name that begins with a dash would be taken for an option.
    private static string Host(string host) => host.StartsWith('-') ? $"-- {Quote(host)}" : Quote(host);

    // For a POSIX shell (IEEE Std 1003.1, 2.2.2): nothing is special between single quotes but the single quote.
    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/' or '@' or '=' or '%' or '+' or ',')
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
