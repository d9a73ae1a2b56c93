using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Which format a file is taken for, and the classic file's further forms.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("- {host: r1, auth_username: a}", "classic")]
    [InlineData("- {host: r1, port: 22}", "classic")]
    [InlineData("r1: {host: 192.0.2.1, auth_username: a}", "classic")]
    [InlineData("defaults: {port: 22}\ndevices: [{host: r1}]", "classic")]
    [InlineData("- {device_type: cisco_ios, host: r1, username: a, password: b}", "netmiko")]
    [InlineData("r1: {device_type: cisco_ios, ip: r1, username: a}\nall: [r1]", "netmiko")]
    [InlineData("hosts: {r1: {hostname: r1}}\ngroups: {}\ndefaults: {}", "nornir")]
    [InlineData("r1: {hostname: 192.0.2.1, platform: ios, groups: []}", "nornir")]
    [InlineData("r1: {hostname: 192.0.2.1, username: a, password: b, port: 22}", "nornir")]
    [InlineData("all: {hosts: {r1: }}", "ansible")]
    [InlineData("routers: {hosts: {r1: {ansible_host: 192.0.2.1}}}\nswitches: {hosts: {s1: }, vars: {ansible_user: a}}", "ansible")]
    public void A_format_is_recognised_by_content(string yaml, string format)
    {
        var file = Assert.Single(Reading.Of(yaml).Files);
        Assert.Equal((format, false), (file.Format, file.IsChosen));
        Assert.True(file is { Devices: > 0, Endpoints: > 0 });
    }

    [Fact]
    public void A_format_that_is_asked_for_is_used()
    {
        var file = Assert.Single(InventoryReader.Read([Reading.Source("- {host: r1, port: 22}") with { Format = "netmiko" }]).Files);
        Assert.Equal(("netmiko", true), (file.Format, file.IsChosen));
    }

    [Fact]
    public void A_format_that_nobody_knows_is_an_error()
    {
        var reading = InventoryReader.Read([Reading.Source("- {host: r1}") with { Format = "csv" }]);
        Assert.Equal("a.yaml:1:1: error: There is no such inventory format. Known are classic, ansible, nornir, netmiko. [unknown-format]", Reading.Text(reading));
    }

    [Fact]
    public void Files_of_different_formats_make_one_inventory()
    {
        var inventory = Reading.Good(
            "n1: {hostname: 192.0.2.9, platform: ios}",
            "- {host: 192.0.2.1, platform: cisco_iosxe, auth_strict_key: false}",
            "- {device_type: cisco_ios_telnet, host: 192.0.2.1}",
            "all: {hosts: {a1: {ansible_host: 192.0.2.9, ansible_connection: telnet}}}");
        Assert.Equal("n1 ssh; 192.0.2.1 ssh,telnet; a1 telnet", string.Join("; ", inventory.Devices.Select(d => $"{d.Name} {string.Join(',', d.Endpoints.Select(e => e.Protocol))}")));
    }

    [Fact]
    public void Devices_take_from_groups_in_their_order_and_from_defaults_last()
    {
        var inventory = Reading.Good(
            """
            defaults: {auth_username: anyone, auth_password: anypw, platform: generic, auth_strict_key: false}
            groups:
              ams: {groups: [europe], site: Amsterdam}
              europe: {auth_username: euro, auth_secondary: eurosecret}
              core: {platform: cisco_iosxe, auth_username: corp}
            devices:
              - {host: 192.0.2.1, groups: [ams, core]}
              - {host: 192.0.2.2, groups: core, auth_password: own}
              - host: 192.0.2.3
                auth_username: ~
                platform: arista_eos
            """);
        Assert.Equal(
            """
            192.0.2.1 192.0.2.1 ssh: cisco_iosxe euro/anypw/eurosecret
            192.0.2.2 192.0.2.2 ssh: cisco_iosxe corp/own/
            192.0.2.3 192.0.2.3 ssh: arista_eos anyone/anypw/
            """.ReplaceLineEndings("\n"),
            Reading.Describe(inventory));
        Assert.Equal("Amsterdam ams,core", $"{inventory.Devices[0].Site} {string.Join(',', inventory.Devices[0].Tags)}");
    }

    [Fact]
    public void A_map_of_names_gives_devices_their_names_and_hosts()
    {
        var inventory = Reading.Good("r1: {host: 192.0.2.1, auth_strict_key: false}\nr2.example.net: {platform: cisco_nxos, auth_strict_key: false}\n");
        Assert.Equal("r1 192.0.2.1 ssh: - //\nr2.example.net r2.example.net ssh: cisco_nxos //", Reading.Describe(inventory));
    }

    [Fact]
    public void Our_own_keys_are_taken()
    {
        var inventory = Reading.Good(
            "- {host: 192.0.2.1, name: core-1, site: ams, tags: 'core, mpls', protocols: [ssh, telnet], port: 2222, profile: legacy, host_key: off}",
            "- {host: 192.0.2.2, protocols: telnet, tags: [a, b]}");
        Assert.Equal("core-1 192.0.2.1 ssh:2222 - // telnet: - //\n192.0.2.2 192.0.2.2 telnet: - //", Reading.Describe(inventory));
        Assert.Equal("ams core,mpls", $"{inventory.Devices[0].Site} {string.Join(',', inventory.Devices[0].Tags)}");
        Assert.Equal(("legacy", HostKeyPolicy.Off), (inventory.Devices[0].Endpoints[0].CryptoProfile, inventory.Devices[0].Endpoints[0].HostKeyPolicy));
    }

    [Fact]
    public void A_name_is_for_one_host_alone()
    {
        var finding = Reading.Refusal("- {host: 192.0.2.1, name: r, auth_strict_key: false}\n- {host: 192.0.2.2, name: r}\n", 2, 3);
        Assert.Equal(FindingCode.DuplicateDevice, finding.Code);
        Assert.Contains("a.yaml:1:3", finding.Message, StringComparison.Ordinal);
    }
}
