using System.Collections.Frozen;
using NetDashboard.Inventory;
using NetDashboard.Scanning;
using NetDashboard.Scanning.Filters;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>Which endpoints an expression chooses.</summary>
public sealed class DeviceFilterTests
{
    private static readonly DeviceInventory s_inventory = new(
        [
            Device("core1.ams", "192.0.2.1", "ams", ["core", "edge"], ("ssh", "cisco_iosxe"), ("telnet", "cisco_iosxe")),
            Device("acc1.ams", "192.0.2.2", "ams", ["access"], ("ssh", "arista_eos")),
            Device("core1.fra", "192.0.2.3", "fra", ["core"], ("ssh", "juniper_junos")),
            Device("old and odd", "192.0.2.4", null, [], ("telnet", null)),
        ],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("netops") }.ToFrozenDictionary(StringComparer.Ordinal));

    [Theory]
    [InlineData("", "core1.ams/ssh core1.ams/telnet acc1.ams/ssh core1.fra/ssh old and odd/telnet")]
    [InlineData("site=ams and tag=core", "core1.ams/ssh core1.ams/telnet")]
    [InlineData("SITE=AMS AND TAG=Core", "core1.ams/ssh core1.ams/telnet")]
    [InlineData("site=ams tag=access", "acc1.ams/ssh")]
    [InlineData("site=fra or tag=access", "acc1.ams/ssh core1.fra/ssh")]
    [InlineData("tag=core and site=fra or tag=access", "acc1.ams/ssh core1.fra/ssh")]
    [InlineData("tag=core and (site=fra or tag=access)", "core1.fra/ssh")]
    [InlineData("not site=ams", "core1.fra/ssh old and odd/telnet")]
    [InlineData("site!=ams", "core1.fra/ssh old and odd/telnet")]
    [InlineData("not (tag=core or tag=access)", "old and odd/telnet")]
    [InlineData("protocol=telnet", "core1.ams/telnet old and odd/telnet")]
    [InlineData("platform=generic", "old and odd/telnet")]
    [InlineData("platform~junos", "core1.fra/ssh")]
    [InlineData("name=core*", "core1.ams/ssh core1.ams/telnet core1.fra/ssh")]
    [InlineData("host=192.0.2.?", "core1.ams/ssh core1.ams/telnet acc1.ams/ssh core1.fra/ssh old and odd/telnet")]
    [InlineData("host=192.0.2", "")]
    [InlineData("fra", "core1.fra/ssh")]
    [InlineData("name=\"old and odd\"", "old and odd/telnet")]
    [InlineData("'and odd'", "old and odd/telnet")]
    [InlineData("not not tag=access", "acc1.ams/ssh")]
    [InlineData("site = ams and tag ~ acc", "acc1.ams/ssh")]
    public void An_expression_chooses_endpoints(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ScanPlan.For(s_inventory, filter: DeviceFilter.Parse(text)).Items.Select(item => $"{item.Device.Name}/{item.Endpoint.Protocol}")));

    [Theory]
    [InlineData("site=", 6, "value after 'site='")]
    [InlineData("site=ams and", 13, "missing")]
    [InlineData("and site=ams", 1, "condition")]
    [InlineData("sight=ams", 1, "Fields are")]
    [InlineData("(site=ams", 1, "not closed")]
    [InlineData("site=ams)", 9, "end")]
    [InlineData("name=\"odd", 6, "quote")]
    [InlineData("=ams", 1, "condition")]
    [InlineData("site==ams", 6, "value")]
    public void A_wrong_expression_is_refused_at_its_column(string text, int column, string words)
    {
        var e = Assert.Throws<FilterException>(() => DeviceFilter.Parse(text));

        Assert.Equal(column, e.Column);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chosen_endpoints_are_an_inventory_of_their_own_with_the_credentials_they_use()
    {
        var inventory = s_inventory with
        {
            Credentials = new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("netops"), ["c2"] = new("other", Secret.Ask("campus")) }
                .ToFrozenDictionary(StringComparer.Ordinal),
        };

        var chosen = DeviceFilter.Parse("protocol=telnet").Choose(inventory);

        Assert.Equal("core1.ams, old and odd", string.Join(", ", chosen.Devices.Select(device => device.Name)));
        Assert.Equal("telnet", Assert.Single(chosen.Devices[0].Endpoints).Protocol);
        Assert.Same(inventory.Devices[3], chosen.Devices[1]);
        Assert.Empty(chosen.Questions);
    }

    [Fact]
    public void Hostile_expressions_end_in_an_error_and_not_in_a_crash()
    {
        Assert.Throws<FilterException>(() => DeviceFilter.Parse(new string('(', 1900)));
        Assert.Throws<FilterException>(() => DeviceFilter.Parse(string.Concat(Enumerable.Repeat("not ", 400)) + "a"));
        Assert.Throws<FilterException>(() => DeviceFilter.Parse(new string('a', 100_000)));

        var random = new Random(7);
        const string Letters = "ab=!~()\"' *?andornot";
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Letters[random.Next(Letters.Length)]));
            try
            {
                _ = ScanPlan.For(s_inventory, filter: DeviceFilter.Parse(text));
            }
            catch (FilterException e)
            {
                Assert.InRange(e.Column, 1, text.Length + 1);
            }
        }
    }

    private static Device Device(string name, string host, string? site, string[] tags, params (string Protocol, string? Platform)[] endpoints) =>
        new(name, host, [.. endpoints.Select(endpoint => new Endpoint { Protocol = endpoint.Protocol, Platform = endpoint.Platform, CredentialId = "c1" })])
        {
            Site = site,
            Tags = [.. tags],
        };
}
