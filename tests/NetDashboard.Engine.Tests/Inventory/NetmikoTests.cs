using NetDashboard.Inventory;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Netmiko's devices, as its programs and its tools keep them.</summary>
public sealed class NetmikoTests
{
    [Fact]
    public void A_list_of_devices_is_read()
    {
        var inventory = Reading.Good(
            """
            - {device_type: cisco_ios, host: 192.0.2.1, username: u, password: p, secret: s}
            - {device_type: cisco_ios_telnet, ip: 192.0.2.1, username: u, password: p, port: 2323}
            - {device_type: cisco_nxos_ssh, host: r2.example.net, conn_timeout: 7, auth_timeout: 8, read_timeout_override: 9}
            - {device_type: juniper_junos, host: r3}
            - {device_type: fortinet, host: r4}
            """);

        Assert.Equal(
            """
            192.0.2.1 192.0.2.1 ssh: cisco_iosxe u/p/s telnet:2323 cisco_iosxe u/p/
            r2.example.net r2.example.net ssh: cisco_nxos //
            r3 r3 ssh: juniper_junos //
            r4 r4 ssh: - //
            """.ReplaceLineEndings("\n"),
            Reading.Describe(inventory));
        Assert.Equal((7, 8, 9), (
            inventory.Devices[1].Endpoints[0].Timeouts.Connect.Seconds,
            inventory.Devices[1].Endpoints[0].Timeouts.Transport.Seconds,
            inventory.Devices[1].Endpoints[0].Timeouts.Operation.Seconds));
        Assert.All(inventory.Devices, device => Assert.Equal(HostKeyPolicy.Off, device.Endpoints[0].HostKeyPolicy));
    }

    [Fact]
    public void A_map_of_names_with_groups_as_Netmikos_tools_keep_it_is_read()
    {
        var inventory = Reading.Good(
            """
            rtr1: {device_type: cisco_xe, host: 192.0.2.1}
            rtr2: {device_type: arista_eos, host: 192.0.2.2, site: ams}
            core:
              - rtr1
              - rtr2
            """);
        Assert.Equal("rtr1 192.0.2.1 ssh: cisco_iosxe //\nrtr2 192.0.2.2 ssh: arista_eos //", Reading.Describe(inventory));
        Assert.Equal("core", Assert.Single(inventory.Devices[0].Tags));
        Assert.Equal("ams", inventory.Devices[1].Site);
    }

    [Fact]
    public void A_single_device_is_read() => Assert.Equal("r1 r1 ssh: cisco_iosxe //", Reading.Describe(Reading.Good("device_type: cisco_ios\nhost: r1\n")));

    [Fact]
    public void A_key_file_counts_where_it_is_used()
    {
        var used = Reading.Good("- {device_type: cisco_ios, host: r1, use_keys: true, key_file: /k, passphrase: x}\n");
        Assert.Equal("/k", used.Credentials.Values.Single().PrivateKeyFile);

        var unused = Reading.Of("- {device_type: cisco_ios, host: r1, key_file: /k}\n");
        Assert.Null(Reading.Accepted(unused).Credentials.Values.Single().PrivateKeyFile);
        Assert.Equal((FindingCode.KeyWithoutEffect, 1, 38), (unused.Findings[0].Code, unused.Findings[0].Line, unused.Findings[0].Column));
    }

    [Theory]
    [InlineData("ssh_strict: true, system_host_keys: true", HostKeyPolicy.Strict)]
    [InlineData("ssh_strict: true, alt_host_keys: true, alt_key_file: /known", HostKeyPolicy.Strict)]
    [InlineData("system_host_keys: true", HostKeyPolicy.KnownHosts)]
    public void Host_keys_are_checked_where_Netmiko_is_told_to(string keys, HostKeyPolicy policy) =>
        Assert.Equal(policy, Reading.Good($"- {{device_type: cisco_ios, host: r1, {keys}}}\n").Devices[0].Endpoints[0].HostKeyPolicy);

    [Fact]
    public void Keys_without_a_meaning_for_a_login_are_named()
    {
        var finding = Reading.Warning("- device_type: cisco_ios\n  host: r1\n  global_delay_factor: 2\n", 3, 3);
        Assert.Equal((FindingCode.KeyWithoutEffect, "global_delay_factor"), (finding.Code, finding.Key));
    }

    [Fact]
    public void An_encrypted_value_is_named_at_its_line() =>
        Assert.Equal(FindingCode.UnsupportedEncryption, Reading.Refusal("r1:\n  device_type: cisco_ios\n  host: r1\n  password: __encrypt__fernet:abc\n", 4, 13).Code);

    [Fact]
    public void A_group_of_a_device_that_is_not_there_is_told() =>
        Assert.Equal(FindingCode.UnresolvableGroup, Reading.Refusal("r1: {device_type: cisco_ios, host: r1}\ncore: [r1, r9]\n", 2, 12).Code);

    [Fact]
    public void An_ip_counts_more_than_a_host_wherever_it_stands() =>
        Assert.Equal("192.0.2.1 192.0.2.1 ssh: cisco_iosxe //", Reading.Describe(Reading.Good("- {device_type: cisco_ios, host: r1, ip: 192.0.2.1}\n")));
}
