using NetDashboard.Inventory.Reading;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>What is taken for a host, and what is kept away from the resolver.</summary>
public sealed class HostNameTests
{
    [Theory]
    [InlineData("r1")]
    [InlineData("core_sw-1.ams.example.net")]
    [InlineData("R1.Example.Net.")]
    [InlineData("192.0.2.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8::1")]
    [InlineData("::1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("1a.example.net")]
    public void A_host_is_taken_as_written(string text)
    {
        Assert.Null(HostName.TryParse(text, out var host));
        Assert.Equal(text, host.Text);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("192.0.2.1; reboot")]
    [InlineData("$(reboot)")]
    [InlineData("`id`")]
    [InlineData("a|b")]
    [InlineData("a&b")]
    [InlineData("a'b")]
    [InlineData("a\\b")]
    [InlineData("a/b")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("-a")]
    [InlineData("a-.b")]
    [InlineData("a..b")]
    [InlineData(".")]
    [InlineData(".a")]
    [InlineData("a\u0007b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u202Eb")]
    [InlineData("bücher.example")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.01")]
    [InlineData("192.0.2.1.")]
    [InlineData("192.0.2.1.5")]
    [InlineData("3221225985")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("192.0.2.1:22")]
    [InlineData("r1:22")]
    [InlineData("[::1]")]
    [InlineData("[::1]:22")]
    [InlineData("::1/64")]
    [InlineData("2001:db8::g")]
    [InlineData(":::")]
    [InlineData("fe80::1%")]
    [InlineData("fe80::1%a b")]
    [InlineData("%:")]
    [InlineData(":")]
    [InlineData("ssh://r1")]
    [InlineData("admin@r1")]
    public void What_is_no_host_is_refused(string text) => Assert.NotNull(HostName.TryParse(text, out _));

    [Fact]
    public void Lengths_have_limits()
    {
        var label = new string('a', 63);
        Assert.Null(HostName.TryParse($"{label}.{label}.{label}.{label[..61]}", out _));
        Assert.NotNull(HostName.TryParse($"{label}.{label}.{label}.{label[..62]}", out _));
        Assert.NotNull(HostName.TryParse(label + "a", out _));
    }

    [Theory]
    [InlineData("R1.Example", "r1.example")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    public void Spellings_of_one_host_share_a_key(string one, string other)
    {
        HostName.TryParse(one, out var first);
        HostName.TryParse(other, out var second);
        Assert.Equal(second.Key, first.Key);
    }

    [Theory]
    [InlineData("\"a\\u0007b\"", @"'a\u0007b'")]
    [InlineData("\"a\\nb\"", @"'a\u000A…'")]
    [InlineData("192.0.2.1; reboot", "'192.0.2.1;…'")]
    [InlineData("\"a\\u202Eb\"", @"'a\u202Eb'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    public void A_refused_host_is_shown_escaped(string yaml, string shown)
    {
        var finding = Reading.Refusal($"- host: r1\n- host: {yaml}", 2, 9);
        Assert.StartsWith($"The host {shown} has a character that no host name or address has", finding.Message.Replace("outside ASCII; write an international name in its xn-- form", "that no host name or address has", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin:hunter2@r1")]
    [InlineData("'192.0.2.1 auth_password: hunter2'")]
    [InlineData("\"r1\n  auth_password: hunter2\n  auth_secondary: \"")]
    public void A_host_that_has_swallowed_a_secret_is_not_shown(string yaml)
    {
        var finding = Reading.Refusal($"- host: {yaml}", 1, 9);
        Assert.DoesNotContain("hunter2", finding.Message, StringComparison.Ordinal);
    }
}
