using NetDashboard.Inventory;
using NetDashboard.Inventory.Classic;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Every key of the classic inventory: what it does, and what holds without it.</summary>
public sealed class ClassicKeyTests
{
    [Fact]
    public void Without_keys_the_defaults_of_scrapli_hold()
    {
        var inventory = Reading.Good("- host: 192.0.2.1");

        var device = Assert.Single(inventory.Devices);
        Assert.Equal("192.0.2.1", device.Name);
        Assert.Equal("192.0.2.1", device.Host);
        var endpoint = Assert.Single(device.Endpoints);
        Assert.Equal("ssh", endpoint.Protocol);
        Assert.Null(endpoint.Port);
        Assert.Null(endpoint.Platform);
        Assert.Equal(TimeSpan.FromSeconds(15), endpoint.Timeouts.Connect);
        Assert.Equal(TimeSpan.FromSeconds(30), endpoint.Timeouts.Transport);
        Assert.Equal(TimeSpan.FromSeconds(30), endpoint.Timeouts.Operation);
        Assert.Equal(HostKeyPolicy.Strict, endpoint.HostKeyPolicy);
        Assert.Null(endpoint.KnownHostsFile);
        Assert.Equal("\n", endpoint.ReturnChar);
        Assert.True(endpoint.WantsPrivilegedLevel);
        Assert.False(endpoint.SkipsLogin);
        Assert.Null(endpoint.LoginPattern);
        Assert.Null(endpoint.PasswordPattern);
        Assert.Null(endpoint.PromptPattern);
        Assert.Equal("modern", endpoint.CryptoProfile);
        Assert.Null(endpoint.Algorithms);
        Assert.Equal(new Credential(string.Empty), inventory.Credentials[endpoint.CredentialId]);
    }

    [Fact]
    public void The_published_classic_entry_reads_without_a_remark()
    {
        var reading = Reading.Of(
            """
            - host: 192.168.100.1
              auth_username: cisco
              auth_password: cisco
              auth_secondary: cisco        # enable secret
              auth_strict_key: false
              timeout_socket: 5
              timeout_transport: 10
              platform: cisco_iosxe
              transport: asyncssh          # or asynctelnet, in the telnet file
            """);

        Assert.Equal(FindingCode.PasswordClearText, Assert.Single(reading.Findings).Code);
        var endpoint = reading.Inventory!.Devices[0].Endpoints[0];
        Assert.Equal("cisco_iosxe", endpoint.Platform);
        Assert.Equal(HostKeyPolicy.Off, endpoint.HostKeyPolicy);
        Assert.Equal(TimeSpan.FromSeconds(5), endpoint.Timeouts.Connect);
        Assert.Equal(TimeSpan.FromSeconds(10), endpoint.Timeouts.Transport);
        Assert.Equal(new Credential("cisco", new Secret("cisco"), new Secret("cisco")), reading.Inventory.Credentials[endpoint.CredentialId]);
    }

    [Theory]
    [InlineData("system", "ssh")]
    [InlineData("ssh2", "ssh")]
    [InlineData("paramiko", "ssh")]
    [InlineData("asyncssh", "ssh")]
    [InlineData("telnet", "telnet")]
    [InlineData("asynctelnet", "telnet")]
    public void The_transport_decides_the_protocol(string transport, string protocol) =>
        Assert.Equal(protocol, Reading.EndpointWith($"transport: {transport}").Protocol);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData("'2222'", 2222)]
    [InlineData("~", null)]
    [InlineData("", null)]
    public void A_port_is_taken(string value, int? port) => Assert.Equal(port, Reading.EndpointWith($"port: {value}").Port);

    [Theory]
    [InlineData("0123", "0123")]
    [InlineData("'0123'", "0123")]
    [InlineData("0x1F", "0x1F")]
    [InlineData("1e5", "1e5")]
    [InlineData("true", "true")]
    [InlineData("'null'", "null")]
    [InlineData("'~'", "~")]
    [InlineData("\" a b \"", " a b ")]
    [InlineData("pä$$:wörd#1", "pä$$:wörd#1")]
    public void A_password_is_the_text_as_written(string value, string password) =>
        Assert.Equal(password, Reading.CredentialWith($"auth_password: {value}").Password?.Reveal());

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Nothing_as_a_password_means_none(string value)
    {
        var credential = Reading.CredentialWith($"auth_password: {value}\nauth_secondary: {value}\nauth_private_key_passphrase: {value}\nauth_username: {value}");
        Assert.Equal(new Credential(string.Empty), credential);
    }

    [Fact]
    public void Every_part_of_the_credential_is_taken()
    {
        var credential = Reading.CredentialWith("auth_username: u\nauth_password: p\nauth_secondary: s\nauth_private_key: /keys/k\nauth_private_key_passphrase: f");
        Assert.Equal(new Credential("u", new Secret("p"), new Secret("s"), "/keys/k", new Secret("f")), credential);
    }

    [Fact]
    public void Relative_paths_start_from_the_inventory_and_a_tilde_from_the_home_folder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal("/srv/keys/k", Reading.CredentialWith("auth_private_key: ../keys/k").PrivateKeyFile);
        Assert.Equal(Path.Join(home, ".ssh/id"), Reading.CredentialWith("auth_private_key: ~/.ssh/id").PrivateKeyFile);
        Assert.Equal(Reading.Folder + "/known", Reading.EndpointWith("ssh_known_hosts_file: known").KnownHostsFile);
        Assert.Equal(Path.Join(home, ".ssh/known_hosts"), Reading.EndpointWith("ssh_known_hosts_file: true").KnownHostsFile);
        Assert.Null(Reading.EndpointWith("ssh_known_hosts_file: false").KnownHostsFile);
    }

    [Theory]
    [InlineData("auth_strict_key: true\n  ssh_known_hosts_file: /k", HostKeyPolicy.Strict)]
    [InlineData("ssh_known_hosts_file: /k", HostKeyPolicy.Strict)]
    [InlineData("auth_strict_key: yes", HostKeyPolicy.Strict)]
    [InlineData("auth_strict_key: Off\n  ssh_known_hosts_file: /k", HostKeyPolicy.KnownHosts)]
    [InlineData("auth_strict_key: no", HostKeyPolicy.Off)]
    [InlineData("auth_strict_key: FALSE", HostKeyPolicy.Off)]
    public void Strictness_and_known_hosts_make_the_host_key_policy(string lines, HostKeyPolicy policy) =>
        Assert.Equal(policy, Reading.Good($"- host: r1\n  {lines}").Devices[0].Endpoints[0].HostKeyPolicy);

    [Fact]
    public void Time_limits_are_seconds_with_decimals()
    {
        var endpoint = Reading.EndpointWith("timeout_socket: 2.5\ntimeout_transport: 3600\ntimeout_ops: .25");
        Assert.Equal(new EndpointTimeouts(TimeSpan.FromSeconds(2.5), TimeSpan.FromHours(1), TimeSpan.FromSeconds(0.25)), endpoint.Timeouts);
    }

    [Fact]
    public void Patterns_are_kept_as_text()
    {
        var endpoint = Reading.EndpointWith("transport: telnet\nauth_telnet_login_pattern: '^who:\\s?$'\nauth_password_pattern: '^word:$'\ncomms_prompt_pattern: '^\\w+>>$'");
        Assert.Equal(@"^who:\s?$", endpoint.LoginPattern);
        Assert.Equal("^word:$", endpoint.PasswordPattern);
        Assert.Equal(@"^\w+>>$", endpoint.PromptPattern);
    }

    [Fact]
    public void The_return_character_has_its_escapes_resolved() => Assert.Equal("\r\n", Reading.EndpointWith("comms_return_char: \"\\r\\n\"").ReturnChar);

    [Fact]
    public void A_backslash_left_in_the_return_character_is_a_warning() =>
        Assert.Contains("double quotes", Reading.Warning(Reading.Entry("comms_return_char: '\\n'"), 3, 22).Message, StringComparison.Ordinal);

    [Fact]
    public void Bypass_is_for_Telnet()
    {
        Assert.True(Reading.EndpointWith("auth_bypass: true\ntransport: telnet").SkipsLogin);
        Assert.Contains("over SSH", Reading.Warning(Reading.Entry("auth_bypass: true"), 3, 3).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wanted_level_is_taken_where_it_has_an_effect()
    {
        Assert.False(Reading.EndpointWith("default_desired_privilege_level: exec").WantsPrivilegedLevel);
        Assert.True(Reading.EndpointWith("default_desired_privilege_level: privilege_exec").WantsPrivilegedLevel);
        Assert.Contains("'exec'", Reading.Warning(Reading.Entry("default_desired_privilege_level: configuration"), 3, 3).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modern")]
    [InlineData("legacy")]
    public void A_profile_is_taken(string profile) => Assert.Equal(profile, Reading.EndpointWith($"profile: {profile}").CryptoProfile);

    [Fact]
    public void Algorithm_lists_are_taken_as_text_or_as_a_list()
    {
        var algorithms = Reading.EndpointWith(
            """
            transport_options:
              asyncssh:
                kex_algs: diffie-hellman-group14-sha1
                encryption_algs: aes128-cbc, 3des-cbc
                mac_algs:
                  - hmac-sha1
                  - hmac-md5
                server_host_key_algs: [ssh-rsa]
            """).Algorithms;

        Assert.NotNull(algorithms);
        Assert.Equal("diffie-hellman-group14-sha1", string.Join(' ', algorithms.KeyExchange));
        Assert.Equal("aes128-cbc 3des-cbc", string.Join(' ', algorithms.Ciphers));
        Assert.Equal("hmac-sha1 hmac-md5", string.Join(' ', algorithms.Macs));
        Assert.Equal("ssh-rsa", string.Join(' ', algorithms.HostKeys));
    }

    [Theory]
    [InlineData("transport_options: {system: {open_cmd: [x]}}", 23, "'transport_options.system' is accepted, but has no effect here.")]
    [InlineData("transport_options: {asyncssh: {compression_algs: zlib}}", 34, "The key 'compression_algs' under 'transport_options.asyncssh' is accepted, but has no effect here.")]
    public void Other_transport_options_are_named(string line, int column, string message) =>
        Assert.Equal(message, Reading.Warning(Reading.Entry(line), 3, column).Message);

    [Theory]
    [InlineData("auth_passphrase_pattern: x")]
    [InlineData("ssh_config_file: /etc/ssh/ssh_config")]
    [InlineData("variant: x")]
    [InlineData("privilege_levels: {exec: {pattern: x}}")]
    [InlineData("channel_log: true")]
    [InlineData("failed_when_contains: [a, b]")]
    [InlineData("textfsm_platform: cisco_ios")]
    [InlineData("genie_platform: iosxe")]
    [InlineData("logging_uid: x")]
    [InlineData("on_init: x")]
    [InlineData("on_open: x")]
    [InlineData("on_close: x")]
    public void A_key_without_effect_is_named_in_a_warning(string line) =>
        Assert.Equal($"'{line[..line.IndexOf(':', StringComparison.Ordinal)]}' is accepted, but has no effect here.", Reading.Warning(Reading.Entry(line), 3, 3).Message);

    [Fact]
    public void No_known_key_is_called_unknown()
    {
        foreach (var key in ClassicKeys.Table.Keys)
        {
            Assert.DoesNotContain("not known and has", Reading.Text(Reading.Of($"- host: r1\n- {key}: x")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_key_without_effect_is_named_once_per_file_with_its_count()
    {
        var file = string.Concat(Enumerable.Range(1, 1000).Select(i => $"- host: r{i}\n  auth_strict_key: false\n  channel_log: true\n"));
        var reading = Reading.Of(file, "- {host: q, auth_strict_key: false, channel_log: x}");
        Assert.Collection(
            reading.Findings,
            first => Assert.Equal("a.yaml:3:3: warning: 'channel_log' is accepted, but has no effect here. (1,000 times in this file; this is the first.) [key-without-effect]", first.ToString()),
            second => Assert.Equal("b.yaml:1:37: warning: 'channel_log' is accepted, but has no effect here. [key-without-effect]", second.ToString()));
    }

    [Theory]
    [InlineData("auth_usrname: x", "auth_username")]
    [InlineData("username: x", "auth_username")]
    [InlineData("password: x", "auth_password")]
    [InlineData("plattform: x", "platform")]
    [InlineData("Host: x", "host")]
    [InlineData("timeout_sockets: x", "timeout_socket")]
    [InlineData("timeout-ops: x", "timeout_ops")]
    public void A_misspelt_key_gets_a_suggestion(string line, string suggestion) =>
        Assert.Contains($"Did you mean '{suggestion}'?", Reading.Warning(Reading.Entry(line), 3, 3).Message, StringComparison.Ordinal);

    [Fact]
    public void A_foreign_key_is_named_when_it_looks_like_a_key() =>
        Assert.Equal("The key 'rack_unit' is not known and has no effect.", Reading.Warning(Reading.Entry("rack_unit: 12"), 3, 3).Message);

    [Fact]
    public void Strict_host_keys_without_known_hosts_are_told_before_the_scan()
    {
        var finding = Reading.Warning("- host: r1\n- host: r2\n  auth_strict_key: true\n- {host: r1, transport: telnet}", 1, 3);
        Assert.Contains("HostKeyUnknown", finding.Message, StringComparison.Ordinal);
        Assert.Contains("(2 times in this file", finding.Message, StringComparison.Ordinal);
    }
}
