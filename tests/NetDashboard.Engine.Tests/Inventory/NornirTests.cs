using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Nornir's SimpleInventory: where a value comes from.</summary>
public sealed class NornirTests
{
    private const string Hosts =
        """
        edge1:
          hostname: 192.0.2.1
          groups: [ams, edge]
          data: {site: Amsterdam, tags: [wan, lab], asn: 65001}
        edge2:
          hostname: 192.0.2.2
          port: 2222
          username: own
          platform: junos
          groups:
            - edge
        lone:
          hostname: lone.example.net
        bare: {}
        """;

    private const string Groups =
        """
        ams:
          groups: [europe]
          data: {site: ignored}
        europe:
          username: euro
          password: europw
        edge:
          username: edgeuser
          password: edgepw
          platform: ios
          connection_options:
            scrapli:
              platform: cisco_iosxr
              extras:
                auth_secondary: enabling
                auth_strict_key: false
                transport: asyncssh
        """;

    private const string Defaults = "username: anyone\npassword: anypw\nplatform: eos\n";

    [Fact]
    public void Three_files_given_together_are_one_inventory()
    {
        foreach (var order in new[] { new[] { 0, 1, 2 }, [2, 1, 0], [1, 0, 2] })
        {
            InventorySource[] files = [Reading.Source(Hosts, "hosts.yaml"), Reading.Source(Groups, "groups.yaml"), Reading.Source(Defaults, "defaults.yaml")];
            var reading = InventoryReader.Read([.. order.Select(i => files[i])]);

            // Groups in their order, each with its parents before the next one; then the defaults.
            Assert.Equal(
                """
                edge1 192.0.2.1 ssh: cisco_iosxr euro/europw/enabling
                edge2 192.0.2.2 ssh:2222 cisco_iosxr own/edgepw/enabling
                lone lone.example.net ssh: arista_eos anyone/anypw/
                bare bare ssh: arista_eos anyone/anypw/
                """.ReplaceLineEndings("\n"),
                Reading.Describe(Reading.Accepted(reading)));
            Assert.All(reading.Files, file => Assert.Equal("nornir", file.Format));
            Assert.Equal("Amsterdam wan,lab,ams,edge", $"{reading.Inventory!.Devices[0].Site} {string.Join(',', reading.Inventory.Devices[0].Tags)}");
        }
    }

    [Fact]
    public void One_file_with_all_parts_reads_the_same()
    {
        static string Indented(string text) => "  " + text.ReplaceLineEndings("\n  ").TrimEnd() + "\n";
        var whole = $"hosts:\n{Indented(Hosts)}groups:\n{Indented(Groups)}defaults:\n{Indented(Defaults)}";
        Assert.Equal(
            Reading.Describe(Reading.Accepted(InventoryReader.Read([Reading.Source(Hosts, "h.yaml"), Reading.Source(Groups, "g.yaml"), Reading.Source(Defaults, "d.yaml")]))),
            Reading.Describe(Reading.Good(whole)));
    }

    [Fact]
    public void Options_of_a_plugin_count_more_than_attributes_and_extras_more_than_both()
    {
        var inventory = Reading.Good(
            """
            hosts:
              r1:
                hostname: 192.0.2.1
                port: 1
                username: a
                groups: [g]
              r2:
                hostname: 192.0.2.2
                groups: [g]
                connection_options:
                  scrapli:
                    extras: {timeout_ops: 7}
            groups:
              g:
                connection_options:
                  scrapli: {port: 2, username: b, platform: nxos, extras: {port: 3, auth_password: x, timeout_socket: 9, auth_strict_key: false}}
                  netmiko: {port: 4}
            """);

        Assert.Equal("r1 192.0.2.1 ssh:3 cisco_nxos b/x/\nr2 192.0.2.2 ssh:2 cisco_nxos b//", Reading.Describe(inventory));

        // Extras are taken whole from the nearest place that has any.
        Assert.Equal((9, 15), (inventory.Devices[0].Endpoints[0].Timeouts.Connect.Seconds, inventory.Devices[1].Endpoints[0].Timeouts.Connect.Seconds));
        Assert.Equal(7, inventory.Devices[1].Endpoints[0].Timeouts.Operation.Seconds);
    }

    [Theory]
    [InlineData("netmiko: {platform: cisco_ios_telnet, extras: {secret: s}}", "telnet: cisco_iosxe //s")]
    [InlineData("netmiko: {extras: {device_type: cisco_xr, username: u}}", "ssh: cisco_iosxr u//")]
    [InlineData("scrapli: {platform: cisco_iosxe, extras: {transport: asynctelnet}}", "telnet: cisco_iosxe //")]
    [InlineData("napalm: {platform: ios, extras: {optional_args: {secret: s, transport: telnet, port: 2300}}}", "telnet:2300 cisco_iosxe //s")]
    [InlineData("napalm: {platform: nxos_ssh, password: p}", "ssh: cisco_nxos /p/")]
    public void Each_plugin_says_it_in_its_own_words(string options, string expected) =>
        Assert.Equal($"r1 192.0.2.1 {expected}", Reading.Describe(Reading.Good($"r1:\n  hostname: 192.0.2.1\n  connection_options:\n    {options}\n")));

    [Fact]
    public void An_unknown_group_and_a_circle_are_told_at_their_places_in_their_file()
    {
        var reading = InventoryReader.Read(
        [
            Reading.Source("r1:\n  hostname: 192.0.2.1\n  groups:\n    - nowhere\n    - a\n", "hosts.yaml"),
            Reading.Source("a:\n  groups: [b]\nb:\n  groups: [a]\n", "groups.yaml"),
        ]);

        Assert.Contains("hosts.yaml:4:7: error: This group is not defined here. If it stands in another file, such as groups.yaml, give that file too. [unresolvable-group]", Reading.Text(reading), StringComparison.Ordinal);
        Assert.Contains("groups.yaml:4:12: error: The group 'a' is its own parent", Reading.Text(reading), StringComparison.Ordinal);
        Assert.Contains("[group-circle]", Reading.Text(reading), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_alone_say_what_is_missing() =>
        Assert.Contains("There are no hosts", Reading.Text(InventoryReader.Read([Reading.Source(Groups, "groups.yaml")])), StringComparison.Ordinal);

    [Fact]
    public void Options_of_the_defaults_count_before_those_of_a_second_group()
    {
        var inventory = Reading.Good(
            """
            hosts:
              r1: {hostname: 192.0.2.1, groups: [plain, tuned]}
              r2: {hostname: 192.0.2.2, groups: [tuned, plain]}
            groups:
              plain: {}
              tuned: {connection_options: {netmiko: {port: 2, username: tuned, extras: {secret: s}}}}
            defaults:
              connection_options: {netmiko: {port: 1, extras: {secret: d}}}
            """);
        Assert.Equal("r1 192.0.2.1 ssh:1 - tuned//d\nr2 192.0.2.2 ssh:2 - tuned//s", Reading.Describe(inventory));
    }

    [Theory]
    [InlineData("---\n")]
    [InlineData("")]
    [InlineData("# none\n")]
    public void A_part_may_be_empty_when_others_are_there(string defaults)
    {
        var reading = InventoryReader.Read([Reading.Source(Hosts, "hosts.yaml"), Reading.Source(Groups, "groups.yaml"), Reading.Source(defaults, "defaults.yaml")]);
        Assert.Equal(4, Reading.Accepted(reading).Devices.Length);
        Assert.Equal("nornir", reading.Files[2].Format);
        Assert.Null(InventoryReader.Read([Reading.Source(defaults, "defaults.yaml")]).Inventory);
    }

    [Fact]
    public void An_empty_text_is_a_value_and_nothing_at_all_is_none()
    {
        const string text = "hosts:\n  r1: {groups: [g], username: '', password: }\ngroups:\n  g: {username: u, password: p}\n";
        Assert.Equal("r1 r1 ssh: - /p/", Reading.Describe(Reading.Good(text)));
    }
}
