namespace NetDashboard.Inventory.Classic;

/// <summary>The words of the classic inventory: scrapli's keywords and our own.</summary>
internal static class ClassicKeys
{
    /// <summary>Every key that has a meaning in the classic list, acted on or not.</summary>
    private static readonly HashSet<string> s_all = new(StringComparer.Ordinal)
    {
        "host", "port", "auth_username", "auth_password", "auth_secondary", "auth_private_key", "auth_private_key_passphrase",
        "auth_strict_key", "auth_bypass", "auth_telnet_login_pattern", "auth_password_pattern", "auth_passphrase_pattern",
        "timeout_socket", "timeout_transport", "timeout_ops", "comms_prompt_pattern", "comms_return_char",
        "ssh_config_file", "ssh_known_hosts_file", "transport", "transport_options", "platform", "variant", "privilege_levels",
        "default_desired_privilege_level", "channel_log", "failed_when_contains", "textfsm_platform", "genie_platform",
        "logging_uid", "on_init", "on_open", "on_close", "profile",
    };

    /// <summary>All keys, in the order of the documentation.</summary>
    public static IReadOnlyCollection<string> All => s_all;

    /// <summary>Whether the classic list knows the key.</summary>
    public static bool IsKnown(string key) => s_all.Contains(key);

    /// <summary>The key that was probably meant, or <see langword="null"/>.</summary>
    public static string? Nearest(string key) => Synonym(key) ?? Nearest(key, s_all);

    /// <summary>The word that is nearest to another, or <see langword="null"/> when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        string? nearest = null;
        var best = Math.Min(3, (word.Length + 1) / 3) + 1;
        foreach (var candidate in words)
        {
            if (Math.Abs(candidate.Length - word.Length) < best && Distance(word, candidate) is var distance && distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    // What other tools call the same thing.
    private static string? Synonym(string key) => key switch
    {
        "hostname" or "ip" or "address" or "ansible_host" => "host",
        "user" or "username" or "login" or "ansible_user" => "auth_username",
        "password" or "ansible_password" => "auth_password",
        "secret" or "secondary" or "enable" or "enable_secret" or "enable_password" => "auth_secondary",
        "private_key" or "key_file" => "auth_private_key",
        "device_type" or "ansible_network_os" => "platform",
        "timeout" => "timeout_ops",
        _ => null,
    };

    private static int Distance(string a, string b)
    {
        // Levenshtein's, row by row. Keys that come here are short.
        var row = new int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
