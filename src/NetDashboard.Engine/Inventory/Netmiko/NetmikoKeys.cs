using NetDashboard.Inventory.Reading;

namespace NetDashboard.Inventory.Netmiko;

/// <summary>The words of Netmiko's <c>ConnectHandler</c>, and our own.</summary>
internal static class NetmikoKeys
{
    // Accepted by Netmiko, without a meaning for one login.
    private static readonly string[] s_withoutEffect =
    [
        "pkey", "allow_agent", "ssh_config_file", "disabled_algorithms", "disable_sha2_fix", "global_delay_factor", "global_cmd_verify", "delay_factor_compat",
        "banner_timeout", "blocking_timeout", "session_timeout", "keepalive", "response_return", "serial_settings", "fast_cli", "session_log",
        "session_log_record_writes", "session_log_file_mode", "allow_auto_change", "encoding", "sock", "sock_telnet", "auto_connect", "verbose",
    ];

    /// <summary>Every key of a device, acted on or not.</summary>
    public static KeywordTable Table { get; } = new(Words(), Synonym);

    /// <summary>What is particular about Netmiko.</summary>
    public static FormatWords Particulars { get; } = new()
    {
        Transport = LoginTransport.OfProtocol,
        TransportNames = "ssh, telnet",
        StrictKeyKey = "ssh_strict",
        KnownHostsKey = "alt_key_file",
        UsesKeyFile = false,
    };

    private static Dictionary<string, Keyword> Words()
    {
        var words = OwnKeys.AddTo(new Dictionary<string, Keyword>(StringComparer.Ordinal)
        {
            ["device_type"] = Keyword.DeviceType,
            ["ip"] = Keyword.Host,
            ["host"] = Keyword.Host,
            ["port"] = Keyword.Port,
            ["username"] = Keyword.UserName,
            ["password"] = Keyword.Password,
            ["secret"] = Keyword.EnableSecret,
            ["use_keys"] = Keyword.UsesKeyFile,
            ["key_file"] = Keyword.KeyFile,
            ["passphrase"] = Keyword.Passphrase,
            ["ssh_strict"] = Keyword.StrictKey,
            ["system_host_keys"] = Keyword.OwnKnownHosts,
            ["alt_host_keys"] = Keyword.Section,
            ["alt_key_file"] = Keyword.KnownHosts,
            ["conn_timeout"] = Keyword.ConnectTime,
            ["timeout"] = Keyword.ConnectTime,
            ["auth_timeout"] = Keyword.TransportTime,
            ["read_timeout_override"] = Keyword.OperationTime,
            ["default_enter"] = Keyword.ReturnChar,
        });
        foreach (var key in s_withoutEffect)
        {
            words.Add(key, Keyword.NoEffect);
        }

        return words;
    }

    private static string? Synonym(string key) => key switch
    {
        "hostname" or "address" or "ansible_host" => "host",
        "user" or "login" or "auth_username" or "ansible_user" => "username",
        "auth_password" or "ansible_password" => "password",
        "auth_secondary" or "enable" or "enable_secret" or "enable_password" => "secret",
        "private_key" or "auth_private_key" => "key_file",
        "platform" or "ansible_network_os" => "device_type",
        "timeout_socket" => "conn_timeout",
        _ => null,
    };
}
