using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Several files, one inventory.</summary>
public sealed class MergingTests
{
    [Fact]
    public void An_SSH_and_a_Telnet_file_make_devices_with_two_endpoints()
    {
        var inventory = Reading.Good(
            "- {host: R1, auth_username: a, auth_password: p}\n- {host: r2}\n",
            "- {host: r3, transport: telnet}\n- {host: r1, transport: asynctelnet, auth_username: a, auth_password: p}\n");

        Assert.Equal("R1 ssh,telnet; r2 ssh; r3 telnet", Describe(inventory));
        Assert.Equal("ssh telnet", string.Join(' ', inventory.Protocols));
    }

    [Fact]
    public void Another_port_of_the_same_protocol_is_a_device_of_its_own()
    {
        var inventory = Reading.Good(
            """
            - {host: r1}
            - {host: r1, transport: telnet}
            - {host: r1, port: 2201}
            - {host: r1, port: 2201, transport: telnet}
            - {host: r1, port: 2202, transport: telnet}
            - {host: "2001:db8::1"}
            - {host: "2001:db8::1", port: 2200}
            - {host: "2001:db8::1:2200"}
            """);

        Assert.Equal(
            "r1 ssh,telnet; r1:2201 ssh,telnet; r1:2202 telnet; 2001:db8::1 ssh; [2001:db8::1]:2200 ssh; 2001:db8::1:2200 ssh",
            Describe(inventory));
        Assert.Equal("r1", inventory.Devices[1].Host);
        Assert.Equal(inventory.Devices.Length, inventory.Devices.Select(device => device.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("- {host: r1}", "- {host: R1, port: 22}")]
    [InlineData("- {host: r1, transport: telnet, port: 23}", "- {host: r1, transport: asynctelnet}")]
    [InlineData("- {host: \"2001:db8::1\"}", "- {host: \"2001:DB8:0::1\"}")]
    [InlineData("- {host: r1}\n- {host: r1, port: 99}", "\n- {host: r1, port: 99}")]
    public void The_same_endpoint_twice_is_an_error_that_names_the_first(string first, string second)
    {
        var reading = Reading.Of(first, second);
        Assert.Null(reading.Inventory);
        var finding = reading.Findings.Single(f => f.Severity is FindingSeverity.Error);
        Assert.Equal("b.yaml", finding.File);
        Assert.Contains($"the first is at a.yaml:{first.Count(c => c == '\n') + 1}:3", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_credentials_share_an_id_that_says_nothing()
    {
        var inventory = Reading.Good(
            """
            - {host: r1, auth_username: a, auth_password: p}
            - {host: r2, auth_username: a, auth_password: p}
            - {host: r3, auth_username: a, auth_password: q}
            - {host: r1, auth_username: a, auth_password: p, transport: telnet}
            """);

        Assert.Equal("c1 c1 c1 c2", string.Join(' ', inventory.Devices.SelectMany(device => device.Endpoints).Select(endpoint => endpoint.CredentialId).Order(StringComparer.Ordinal)));
        Assert.Equal("q", inventory.Credentials["c2"].Password?.Reveal());
    }

    [Fact]
    public void No_file_makes_an_empty_inventory()
    {
        var reading = InventoryReader.Read([]);
        Assert.Empty(reading.Inventory!.Devices);
        Assert.Empty(reading.Findings);
    }

    private static string Describe(DeviceInventory inventory) =>
        string.Join("; ", inventory.Devices.Select(device => $"{device.Name} {string.Join(',', device.Endpoints.Select(endpoint => endpoint.Protocol))}"));
}
