using NetDashboard.Inventory.Reading;

namespace NetDashboard.Inventory.Ansible;

/// <summary>The variables of Ansible that decide how a device is reached, and our own.</summary>
internal static class AnsibleKeys
{
    /// <summary>What our own keys begin with here.</summary>
    public const string OwnPrefix = "netdashboard_";

    /// <summary>What Ansible's own variables begin with.</summary>
    public const string Prefix = "ansible_";

    /// <summary>
    /// Every variable with a meaning, acted on or not. All others are the author's own. Of several that mean the same, the one further down counts,
    /// as in the options of Ansible's connection plugins.
    /// </summary>
    public static KeywordTable Table { get; } = new(
        OwnKeys.AddTo(
            new Dictionary<string, Keyword>(StringComparer.Ordinal)
            {
                ["ansible_host"] = Keyword.Host,
                ["ansible_ssh_host"] = Keyword.Host,
                ["ansible_port"] = Keyword.Port,
                ["ansible_ssh_port"] = Keyword.Port,
                ["ansible_user"] = Keyword.UserName,
                ["ansible_ssh_user"] = Keyword.UserName,
                ["ansible_password"] = Keyword.Password,
                ["ansible_ssh_pass"] = Keyword.Password,
                ["ansible_ssh_password"] = Keyword.Password,
                ["ansible_become"] = Keyword.Become,
                ["ansible_become_password"] = Keyword.EnableSecret,
                ["ansible_become_pass"] = Keyword.EnableSecret,
                ["ansible_enable_password"] = Keyword.EnableSecret,
                ["ansible_enable_pass"] = Keyword.EnableSecret,
                ["ansible_network_os"] = Keyword.Platform,
                ["ansible_connection"] = Keyword.Transport,
                ["ansible_private_key_file"] = Keyword.KeyFile,
                ["ansible_ssh_private_key_file"] = Keyword.KeyFile,
                ["ansible_private_key_passphrase"] = Keyword.Passphrase,
                ["ansible_ssh_private_key_passphrase"] = Keyword.Passphrase,
                ["ansible_host_key_checking"] = Keyword.StrictKey,
                ["ansible_ssh_host_key_checking"] = Keyword.StrictKey,
                ["ansible_paramiko_host_key_checking"] = Keyword.StrictKey,
                ["ansible_libssh_host_key_checking"] = Keyword.StrictKey,
                ["ansible_ssh_args"] = Keyword.SshArguments,
                ["ansible_ssh_common_args"] = Keyword.SshCommonArguments,
                ["ansible_ssh_extra_args"] = Keyword.SshExtraArguments,
                ["ansible_timeout"] = Keyword.ConnectTime,
                ["ansible_ssh_timeout"] = Keyword.ConnectTime,
                ["ansible_connect_timeout"] = Keyword.ConnectTime,
                ["ansible_command_timeout"] = Keyword.OperationTime,
                ["ansible_terminal_initial_prompt"] = Keyword.NoEffect,
                ["ansible_become_method"] = Keyword.Section,
                ["ansible_become_user"] = Keyword.NoEffect,
                ["ansible_group_priority"] = Keyword.Section,
                ["ansible_network_cli_ssh_type"] = Keyword.Section,
                ["ansible_network_import_modules"] = Keyword.Section,
                ["ansible_persistent_connect_timeout"] = Keyword.NoEffect,
                ["ansible_persistent_command_timeout"] = Keyword.OperationTime,
                ["ansible_python_interpreter"] = Keyword.Section,
                ["ansible_shell_type"] = Keyword.NoEffect,
                ["ansible_ssh_executable"] = Keyword.NoEffect,
                ["ansible_httpapi_use_ssl"] = Keyword.NoEffect,
                ["ansible_httpapi_validate_certs"] = Keyword.NoEffect,
            },
            OwnPrefix));

    private static readonly Dictionary<string, int> s_order = Table.Keys.Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i, StringComparer.Ordinal);

    /// <summary>What is particular about Ansible.</summary>
    public static FormatWords Words { get; } = new()
    {
        Transport = FindTransport,
        TransportNames = "network_cli, ssh, paramiko, libssh (SSH), telnet (Telnet)",
        IsTransportStrict = false,
        HostKey = "ansible_host",
        StrictKeyKey = "ansible_host_key_checking",
        KnownHostsKey = "known_hosts",
        IsKeyStrict = true,
        UsesOwnKnownHosts = true,
        HasTemplates = true,
    };

    /// <summary>Orders variables that mean the same; the greater counts.</summary>
    public static int Order(string variable) => s_order.GetValueOrDefault(variable);

    /// <summary>Whether a connection reaches no device over the network.</summary>
    public static bool IsElsewhere(string connection) =>
        Last(connection) is "local" or "docker" or "podman" or "kubectl" or "winrm" or "psrp" or "chroot" or "jail" or "lxc";

    private static LoginTransport? FindTransport(string name) => Last(name) switch
    {
        "network_cli" or "ssh" or "paramiko" or "paramiko_ssh" or "libssh" or "smart" => LoginTransport.Ssh,
        "telnet" => LoginTransport.Telnet,
        _ => null,
    };

    // The collection stands before the name: ansible.netcommon.network_cli.
    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
