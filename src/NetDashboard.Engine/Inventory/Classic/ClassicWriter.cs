using System.Collections.Immutable;
using System.Text;

namespace NetDashboard.Inventory.Classic;

/// <summary>
/// Writes an inventory as a classic list, one entry for each endpoint, fit to be read again. Secrets are not written: what came from a reference
/// is that reference again, what was written out is asked for.
/// </summary>
public static class ClassicWriter
{
    /// <summary>The inventory as text.</summary>
    /// <param name="inventory">The devices, and the credentials they use.</param>
    /// <param name="title">Where they come from, for people.</param>
    public static string Write(DeviceInventory inventory, string title)
    {
        var yaml = new StringBuilder();
        yaml.Append("# ").Append(inventory.Devices.Length).Append(inventory.Devices.Length == 1 ? " device of " : " devices of ").Append(YamlScalar.Quote(title)).Append('\n');
        yaml.Append("# Passwords that were written out or stored with a file are asked for when a scan starts.\n");
        if (inventory.Devices.IsEmpty)
        {
            return yaml.Append("[]\n").ToString();
        }

        var secrets = new SecretNames(inventory.Credentials.Values);
        foreach (var device in inventory.Devices)
        {
            foreach (var endpoint in device.Endpoints)
            {
                new EntryWriter(yaml).Write(device, endpoint, inventory.Credentials[endpoint.CredentialId], secrets);
            }
        }

        return yaml.ToString();
    }

    // Names questions so that equal secrets are asked for once, and different ones apart.
    private sealed class SecretNames
    {
        private readonly Dictionary<Secret, string> _names = [];
        private readonly HashSet<string> _taken;

        // What the inventory asks for already must not be the answer to something else.
        public SecretNames(IEnumerable<Credential> credentials) => _taken = credentials
            .SelectMany(credential => new[] { credential.Password, credential.EnableSecret, credential.PrivateKeyPassphrase })
            .OfType<Secret>()
            .Select(secret => secret.Reference)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

        public string ReferenceTo(Secret secret, string what, string userName)
        {
            if (secret.Reference is { } reference)
            {
                return reference;
            }

            if (!_names.TryGetValue(secret, out var name))
            {
                // Room for a number within the 64 characters of a name.
                const int MaxUserName = 30;
                var user = string.Concat(userName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.').Take(MaxUserName));
                var stem = user.Length == 0 ? what : $"{what} of {user}";
                name = stem;
                for (var number = 2; !_taken.Add(Ask(name)); number++)
                {
                    name = $"{stem} {number}";
                }

                _names.Add(secret, name);
            }

            return Ask(name);
        }

        private static string Ask(string name) => $"${{ask:{name}}}";
    }

    private sealed class EntryWriter(StringBuilder yaml)
    {
        private string _lead = "- ";

        public void Write(Device device, Endpoint endpoint, Credential credential, SecretNames secrets)
        {
            Text("name", device.Name);
            Text("host", device.Host);
            Raw("transport", endpoint.Protocol is "telnet" ? "asynctelnet" : "asyncssh");
            Raw("port", endpoint.Port?.ToString());
            Text("platform", endpoint.Platform);
            Text("site", device.Site);
            List("tags", device.Tags);
            WriteCredential(credential, secrets);
            WriteTimes(endpoint.Timeouts);
            Raw("host_key", endpoint.HostKeyPolicy switch { HostKeyPolicy.Off => "\"off\"", HostKeyPolicy.KnownHosts => "known", HostKeyPolicy.TrustOnFirstUse => "first", _ => "strict" });
            Text("ssh_known_hosts_file", endpoint.KnownHostsFile);
            Raw("profile", endpoint.CryptoProfile is "modern" ? null : endpoint.CryptoProfile);
            Raw("auth_bypass", endpoint.SkipsLogin ? "true" : null);
            Text("auth_telnet_login_pattern", endpoint.LoginPattern);
            Text("auth_password_pattern", endpoint.PasswordPattern);
            Text("comms_prompt_pattern", endpoint.PromptPattern);
            Text("comms_return_char", endpoint.ReturnChar is "\n" ? null : endpoint.ReturnChar);
            Raw("default_desired_privilege_level", endpoint.WantsPrivilegedLevel ? null : "exec");
            WriteAlgorithms(endpoint.Algorithms);
        }

        private void WriteCredential(Credential credential, SecretNames secrets)
        {
            Text("credential", credential.KeptAs);
            Text("auth_username", credential.UserName.Length == 0 ? null : credential.UserName);
            Secret("auth_password", credential.Password, "Password");
            Secret("auth_secondary", credential.EnableSecret, "Enable secret");
            Text("auth_private_key", credential.PrivateKeyFile);
            Secret("auth_private_key_passphrase", credential.PrivateKeyPassphrase, "Key passphrase");

            void Secret(string key, Secret? secret, string what)
            {
                // A kept credential brings its own.
                if (secret is not null && (credential.KeptAs is null || secret.Reference is not null))
                {
                    Raw(key, YamlScalar.QuoteAsIs(secrets.ReferenceTo(secret, what, credential.UserName)));
                }
            }
        }

        private void WriteTimes(EndpointTimeouts times)
        {
            Seconds("timeout_socket", times.Connect, EndpointTimeouts.Default.Connect);
            Seconds("timeout_transport", times.Transport, EndpointTimeouts.Default.Transport);
            Seconds("timeout_ops", times.Operation, EndpointTimeouts.Default.Operation);
        }

        private void WriteAlgorithms(AlgorithmLists? lists)
        {
            if (lists is null)
            {
                return;
            }

            var parts = new[] { ("kex_algs", lists.KeyExchange), ("encryption_algs", lists.Ciphers), ("mac_algs", lists.Macs), ("server_host_key_algs", lists.HostKeys) }
                .Where(part => !part.Item2.IsEmpty)
                .Select(part => $"{part.Item1}: {Flow(part.Item2)}");
            Raw("transport_options", $"{{asyncssh: {{{string.Join(", ", parts)}}}}}");
        }

        private void Seconds(string key, TimeSpan value, TimeSpan usual) => Raw(key, value == usual ? null : ((decimal)value.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######"));

        private void List(string key, ImmutableArray<string> values) => Raw(key, values.IsEmpty ? null : Flow(values));

        private void Text(string key, string? value) => Raw(key, value is null ? null : YamlScalar.Quote(value));

        private void Raw(string key, string? value)
        {
            if (value is not null)
            {
                yaml.Append(_lead).Append(key).Append(": ").Append(value).Append('\n');
                _lead = "  ";
            }
        }

        private static string Flow(ImmutableArray<string> values) => $"[{string.Join(", ", values.Select(YamlScalar.Quote))}]";
    }
}
