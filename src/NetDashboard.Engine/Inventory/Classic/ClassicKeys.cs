using NetDashboard.Inventory.Reading;

namespace NetDashboard.Inventory.Classic;

/// <summary>The words of the classic inventory: scrapli's keywords and our own.</summary>
internal static class ClassicKeys
{
    private const string TransportNames = "system, ssh2, paramiko, asyncssh (SSH), telnet, asynctelnet (Telnet)";

    /// <summary>Every key that has a meaning in the classic list, acted on or not.</summary>
    public static KeywordTable Table { get; } = new(
        OwnKeys.AddTo(new Dictionary<string, Keyword>(StringComparer.Ordinal)
        {
            ["host"] = Keyword.Host,
            ["port"] = Keyword.Port,
            ["auth_username"] = Keyword.UserName,
            ["auth_password"] = Keyword.Password,
            ["auth_secondary"] = Keyword.EnableSecret,
            ["auth_private_key"] = Keyword.KeyFile,
            ["auth_private_key_passphrase"] = Keyword.Passphrase,
            ["auth_strict_key"] = Keyword.StrictKey,
            ["auth_bypass"] = Keyword.Bypass,
            ["auth_telnet_login_pattern"] = Keyword.LoginPattern,
            ["auth_password_pattern"] = Keyword.PasswordPattern,
            ["auth_passphrase_pattern"] = Keyword.NoEffect,
            ["timeout_socket"] = Keyword.ConnectTime,
            ["timeout_transport"] = Keyword.TransportTime,
            ["timeout_ops"] = Keyword.OperationTime,
            ["comms_prompt_pattern"] = Keyword.PromptPattern,
            ["comms_return_char"] = Keyword.ReturnChar,
            ["ssh_config_file"] = Keyword.NoEffect,
            ["ssh_known_hosts_file"] = Keyword.KnownHosts,
            ["transport"] = Keyword.Transport,
            ["transport_options"] = Keyword.TransportOptions,
            ["platform"] = Keyword.Platform,
            ["variant"] = Keyword.NoEffect,
            ["privilege_levels"] = Keyword.NoEffect,
            ["default_desired_privilege_level"] = Keyword.Level,
            ["channel_log"] = Keyword.NoEffect,
            ["failed_when_contains"] = Keyword.NoEffect,
            ["textfsm_platform"] = Keyword.NoEffect,
            ["genie_platform"] = Keyword.NoEffect,
            ["logging_uid"] = Keyword.NoEffect,
            ["on_init"] = Keyword.NoEffect,
            ["on_open"] = Keyword.NoEffect,
            ["on_close"] = Keyword.NoEffect,
            ["groups"] = Keyword.Groups,
        }),
        Synonym);

    /// <summary>What is particular about the classic list.</summary>
    public static FormatWords Words { get; } = new()
    {
        Transport = FindTransport,
        TransportNames = TransportNames,
        Platform = PlatformNames.OfExactly,
        IsPlatformStrict = true,
        StrictKeyKey = "auth_strict_key",
        KnownHostsKey = "ssh_known_hosts_file",
        IsKeyStrict = true,
    };

    /// <summary>The transport that scrapli calls so, or <see langword="null"/>.</summary>
    public static LoginTransport? FindTransport(string name) => name switch
    {
        "system" or "ssh2" or "paramiko" or "asyncssh" => LoginTransport.Ssh,
        "telnet" or "asynctelnet" => LoginTransport.Telnet,
        _ => null,
    };

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
}
