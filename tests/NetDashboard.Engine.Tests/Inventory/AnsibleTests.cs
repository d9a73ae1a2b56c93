using NetDashboard.Inventory;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Ansible's inventory: groups in groups, variables, and ranges of hosts.</summary>
public sealed class AnsibleTests
{
    [Fact]
    public void Variables_go_down_the_tree_and_the_nearest_wins()
    {
        var inventory = Reading.Good(
            """
            all:
              vars:
                ansible_user: everyone
                ansible_password: allpw
                ansible_connection: ansible.netcommon.network_cli
                anything_else: {a: [1, 2]}
              children:
                network:
                  vars:
                    ansible_become_password: enabling
                  children:
                    ios:
                      vars: {ansible_network_os: cisco.ios.ios, ansible_user: iosuser}
                      hosts:
                        sw1: {ansible_host: 192.0.2.1}
                        sw2:
                          ansible_host: 192.0.2.2
                          ansible_user: mine
                          netdashboard_site: ams
                          netdashboard_tags: core, lab
                    nxos:
                      vars: {ansible_network_os: nxos, ansible_port: 2222}
                      hosts: {n1: , sw2: }
                old:
                  hosts:
                    sw1:
                      ansible_connection: telnet
            """);

        Assert.Equal(
            """
            sw1 192.0.2.1 telnet: cisco_iosxe iosuser/allpw/enabling
            sw2 192.0.2.2 ssh:2222 cisco_nxos mine/allpw/enabling
            n1 n1 ssh:2222 cisco_nxos everyone/allpw/enabling
            """.ReplaceLineEndings("\n"),
            Reading.Describe(inventory));
        Assert.Equal("ams core,lab,ios,nxos", $"{inventory.Devices[1].Site} {string.Join(',', inventory.Devices[1].Tags)}");
        Assert.Equal(HostKeyPolicy.Strict, inventory.Devices[1].Endpoints[0].HostKeyPolicy);
    }

    [Fact]
    public void Groups_equally_deep_count_by_priority_and_then_by_name()
    {
        const string text = "a: {hosts: {r1: }, vars: {ansible_user: a, ansible_port: 1}}\nb: {hosts: {r1: }, vars: {ansible_user: b}}\n";
        Assert.Equal("r1 r1 ssh:1 - b//", Reading.Describe(Reading.Good(text)));
        Assert.Equal("r1 r1 ssh:1 - a//", Reading.Describe(Reading.Good(text.Replace("ansible_port: 1", "ansible_port: 1, ansible_group_priority: 10", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_later_value_of_a_host_counts_more_and_one_that_is_null_hides_its_groups()
    {
        Assert.Equal("r1 r1 ssh: - two//", Reading.Describe(Reading.Good("a: {hosts: {r1: {ansible_user: one}}}\nb: {hosts: {r1: {ansible_user: two}}}\n")));
        Assert.Equal("r1 r1 ssh: - //", Reading.Describe(Reading.Good("all: {hosts: {r1: {ansible_user: ~}}, vars: {ansible_user: all}}\n")));
    }

    [Theory]
    [InlineData("sw[01:03].example.net", "sw01.example.net sw02.example.net sw03.example.net")]
    [InlineData("r[8:11]", "r8 r9 r10 r11")]
    [InlineData("r[1:5:2]", "r1 r3 r5")]
    [InlineData("r[a:c]", "ra rb rc")]
    [InlineData("r[1:2][a:b]", "r1a r1b r2a r2b")]
    [InlineData("r[:2]", "r0 r1 r2")]
    [InlineData("r1:2222", "r1")]
    [InlineData("r[1:2]:2222", "r1 r2")]
    [InlineData("'2001:db8::1'", "2001:db8::1")]
    public void Ranges_of_hosts_are_written_out(string name, string hosts) =>
        Assert.Equal(hosts, string.Join(' ', Reading.Good($"all:\n  hosts:\n    {name}:\n").Devices.Select(device => device.Host)));

    [Fact]
    public void A_port_behind_a_name_is_taken() => Assert.Equal(2222, Reading.Good("all: {hosts: {'r1:2222': }}\n").Devices[0].Endpoints[0].Port);

    [Theory]
    [InlineData("r[1:2")]
    [InlineData("r[5:1]")]
    [InlineData("r[1]")]
    [InlineData("r[01:100]")]
    [InlineData("r[1:2:0]")]
    [InlineData("r[x:3]")]
    [InlineData("r[0:999999999]")]
    [InlineData("r[0:999][0:999]")]
    public void A_wrong_or_huge_range_is_refused(string name) =>
        Assert.Equal(FindingCode.InvalidRange, Reading.Refusal($"all:\n  hosts:\n    '{name}':\n", 3, 5).Code);

    [Theory]
    [InlineData("ansible_password: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          6162", 27, FindingCode.UnsupportedVault)]
    [InlineData("ansible_password: \"{{ lookup('env', 'PW') }}\"", 27, FindingCode.UnsupportedTemplate)]
    public void What_only_Ansible_can_resolve_is_named_at_its_line(string line, int column, string code)
    {
        var finding = Reading.Refusal($"all:\n  hosts:\n    r1:\n        {line}\n", 4, column);
        Assert.Equal(code, finding.Code);
        Assert.Contains("nsupported", finding.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_no_login_needs_does_no_harm() => Reading.Good("all: {hosts: {r1: {motd: '{{ site }}'}}}\n");

    [Fact]
    public void A_circle_of_groups_is_told()
    {
        var reading = Reading.Of("a:\n  children:\n    b:\n      children:\n        a:\n  hosts: {r1: }\n");
        Assert.Null(reading.Inventory);
        Assert.Contains("[group-circle]", Reading.Text(reading), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ansible_host_key_checking: false", HostKeyPolicy.Off)]
    [InlineData("ansible_ssh_common_args: '-o StrictHostKeyChecking=no'", HostKeyPolicy.Off)]
    [InlineData("netdashboard_host_key: known", HostKeyPolicy.KnownHosts)]
    public void Host_key_checking_is_taken(string line, HostKeyPolicy policy) =>
        Assert.Equal(policy, Reading.Good($"all: {{hosts: {{r1: {{{line}}}}}}}\n").Devices[0].Endpoints[0].HostKeyPolicy);

    [Fact]
    public void Hosts_that_no_login_reaches_are_left_out()
    {
        var reading = Reading.Of("all: {hosts: {localhost: {ansible_connection: local}, r1: }}\n");
        Assert.Equal("r1", Assert.Single(Reading.Accepted(reading).Devices).Name);
        Assert.Equal(FindingCode.DeviceSkipped, Assert.Single(reading.Findings).Code);
    }

    [Fact]
    public void A_misspelt_variable_of_Ansible_is_named_and_others_are_the_authors_own()
    {
        var reading = Reading.Of("all: {hosts: {r1: {ansible_usr: x, whatever: 1}}}\n");
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((FindingCode.UnknownKey, "ansible_user", 1, 20), (finding.Code, finding.Suggestion, finding.Line, finding.Column));
    }

    [Fact]
    public void A_chain_of_many_thousand_groups_is_refused_and_harms_nothing()
    {
        var chain = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"g{i}: {{children: {{g{i + 1}: }}}}\n"));
        Assert.Null(Reading.Of(chain + "g20000: {hosts: {r1: }}\n").Inventory);
    }

    [Theory]
    [InlineData("g: {hosts: {r1: {ansible_password: b}}, vars: {ansible_ssh_pass: a}}", "ssh: - /a/")]
    [InlineData("g: {hosts: {r1: {ansible_ssh_password: c, ansible_ssh_pass: b, ansible_password: a}}}", "ssh: - /c/")]
    [InlineData("g: {hosts: {r1: {ansible_user: a, ansible_ssh_user: ~}}, vars: {ansible_ssh_user: b}}", "ssh: - a//")]
    [InlineData("g: {hosts: {'r1:2222': {ansible_port: 2200}}}", "ssh:2200 - //")]
    [InlineData("g: {hosts: {'r1:2222': }, vars: {ansible_port: 2200}}", "ssh:2222 - //")]
    [InlineData("g: {hosts: {'[2001:db8::1]:2222': {netdashboard_name: r1, ansible_host: r1}}}", "ssh:2222 - //")]
    public void Variables_are_joined_by_name_and_the_later_spelling_of_one_meaning_counts(string text, string expected) =>
        Assert.Equal($"r1 r1 {expected}", Reading.Describe(Reading.Good(text + "\n")));

    [Fact]
    public void Brackets_around_an_IPv6_address_with_a_port_are_no_range() =>
        Assert.Equal("2001:db8::1", Reading.Good("all: {hosts: {'[2001:db8::1]:2222': }}\n").Devices[0].Host);

    [Fact]
    public void The_last_priority_of_a_group_in_several_places_counts()
    {
        const string text = "a: {hosts: {r1: }, vars: {ansible_user: a, ansible_group_priority: 10}}\nb: {hosts: {r1: }, vars: {ansible_user: b}}\nc: {children: {a: {vars: {ansible_group_priority: 1}}}}\nd: {children: {b: }}\n";
        Assert.Equal("r1 r1 ssh: - b//", Reading.Describe(Reading.Good(text)));
    }

    [Theory]
    [InlineData("ansible_ssh_args: '-o ControlMaster=auto', ansible_ssh_common_args: '-o StrictHostKeyChecking=no'")]
    [InlineData("ansible_ssh_common_args: '-o \"StrictHostKeyChecking no\"'")]
    [InlineData("ansible_ssh_extra_args: '-o stricthostkeychecking = no'")]
    public void Arguments_of_ssh_count_wherever_Ansible_takes_them_from(string variables) =>
        Assert.Equal(HostKeyPolicy.Off, Reading.Good($"all: {{hosts: {{r1: {{{variables}}}}}}}\n").Devices[0].Endpoints[0].HostKeyPolicy);
}
