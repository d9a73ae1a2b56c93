using System.Diagnostics;
using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Files that are wrong or hostile: each is a finding at its place, and the process goes on unharmed.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n# nothing but a remark\n")]
    [InlineData("---\n")]
    [InlineData("---\n...\n")]
    [InlineData("~")]
    public void An_empty_file_says_what_was_expected(string yaml)
    {
        var message = Reading.Refusal(yaml, 1, 1).Message;
        Assert.Contains("empty", message, StringComparison.Ordinal);

        var example = message[message.IndexOf("- {", StringComparison.Ordinal)..];
        Assert.Empty(Reading.Of(example).Findings);
    }

    [Theory]
    [InlineData("[]", 1, 1, "empty")]
    [InlineData("host: r1", 1, 1, "should hold a list")]
    [InlineData("hello", 1, 1, "should hold a list")]
    [InlineData("- host: r1\n- r2", 2, 3, "should be a map")]
    [InlineData("- host: r1\n- [a]", 2, 3, "should be a map")]
    [InlineData("- host: r1\n-\n", 2, 2, "should be a map")]
    [InlineData("- port: 22", 1, 3, "no 'host'")]
    [InlineData("[{host: r1},\n port: 22]", 1, 11, "no 'host'")]
    [InlineData("- host: ~", 1, 3, "no 'host'")]
    [InlineData("- host: [a]", 1, 9, "single value, not a list")]
    [InlineData("- host: {a: b}", 1, 9, "single value, not a map")]
    public void A_wrong_shape_is_told(string yaml, int line, int column, string part) =>
        Assert.Contains(part, Reading.Refusal(yaml, line, column).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("transport: asynssh", 14, "The transport 'asynssh' is not known. Did you mean 'asyncssh'? Known are system, ssh2")]
    [InlineData("transport: [ssh]", 14, "single value")]
    [InlineData("platform: cisco_ios", 13, "The platform 'cisco_ios' is not known. Did you mean 'cisco_iosxe'? Known are arista_eos")]
    [InlineData("port: 0", 9, "The port '0' is not")]
    [InlineData("port: 65536", 9, "from 1 to 65535")]
    [InlineData("port: -1", 9, "from 1 to 65535")]
    [InlineData("port: 99999999999999999999", 9, "from 1 to 65535")]
    [InlineData("port: 22.5", 9, "from 1 to 65535")]
    [InlineData("port: ssh", 9, "The port is not")]
    [InlineData("port: [22]", 9, "single value")]
    [InlineData("timeout_ops: -3", 16, "'timeout_ops' '-3' is not between")]
    [InlineData("timeout_ops: 3601", 16, "3600")]
    [InlineData("timeout_ops: 0.0000001", 16, "0.001")]
    [InlineData("timeout_ops: soon", 16, "not a number of seconds")]
    [InlineData("timeout_ops: 1e999", 16, "not a number of seconds")]
    [InlineData("auth_bypass: maybe", 16, "true or false")]
    [InlineData("auth_password: [a]", 18, "single value")]
    [InlineData("auth_password: {a: b}", 18, "single value")]
    [InlineData("auth_password: \"a\\nb\"", 18, "line break")]
    [InlineData("auth_username: \"a\\0b\"", 18, "control character")]
    [InlineData("auth_private_key: \"a\\0b\"", 21, "control character")]
    [InlineData("comms_prompt_pattern: '(a'", 25, "not a regular expression: InsufficientClosingParentheses at its character 3")]
    [InlineData("comms_prompt_pattern: '(?P<n>a)'", 25, "Python")]
    [InlineData("auth_telnet_login_pattern: '['", 30, "not a regular expression")]
    [InlineData("comms_return_char: 12345", 22, "at most 4")]
    [InlineData("profile: ancient", 12, "'modern' or 'legacy'")]
    [InlineData("transport_options: x", 22, "takes a map")]
    [InlineData("transport_options: {asyncssh: [x]}", 33, "takes a map")]
    [InlineData("transport_options: {asyncssh: {kex_algs: {a: b}}}", 44, "single value")]
    [InlineData("transport_options: {asyncssh: {kex_algs: [[a]]}}", 45, "single value")]
    [InlineData("transport_options: {asyncssh: {kex_algs: 'a,,b'}}", 44, "algorithm names")]
    [InlineData("transport_options: {asyncssh: {kex_algs: +ssh-rsa}}", 44, "profile: legacy")]
    public void A_wrong_value_is_told_at_its_place(string line, int column, string part) =>
        Assert.Contains(part, Reading.Refusal(Reading.Entry(line), 3, column).Message, StringComparison.Ordinal);

    [Fact]
    public void A_prompt_pattern_of_any_length_is_judged_quickly()
    {
        var pattern = string.Concat(Enumerable.Repeat("(", 60_000));
        Assert.Contains("longer than", Reading.Refusal(Reading.Entry($"comms_prompt_pattern: '{pattern}'"), 3, 25).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auth_private_key: k", 21)]
    [InlineData("auth_private_key: ~/k", 21)]
    [InlineData("ssh_known_hosts_file: ../k", 25)]
    public void An_upload_has_no_folder_for_relative_paths(string line, int column)
    {
        var reading = InventoryReader.Read([Reading.Source(Reading.Entry(line), folder: null)]);
        Assert.Null(reading.Inventory);
        Assert.StartsWith($"a.yaml:3:{column}: error: ", Reading.Text(reading), StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_values_are_told_at_once_and_in_order()
    {
        var reading = Reading.Of("- host: a b\n  port: 0\n- host: r2\n  transport: x\n  auth_strict_key: false\n  platform: y\n");
        Assert.Equal("1:9 2:9 4:14 6:13", string.Join(' ', reading.Findings.Select(f => $"{f.Line}:{f.Column}")));
    }

    [Theory]
    [InlineData("- &a {host: r1}\n- *a", 1, 3, "Anchors")]
    [InlineData("- host: &a r1", 1, 9, "Anchors")]
    [InlineData("- host: *a", 1, 9, "aliases")]
    [InlineData("- host: r1\n  auth_password: *secret", 2, 18, "in quotes")]
    [InlineData("&a [*a]", 1, 1, "Anchors")]
    [InlineData("- <<: {port: 22}\n  host: r1", 1, 3, "Merge keys")]
    [InlineData("- !device {host: r1}", 1, 3, "tags")]
    [InlineData("- host: !!str r1", 1, 9, "tags")]
    [InlineData("- host: !a!b r1", 1, 9, "tags")]
    [InlineData("- host: r1\n---\n- host: r2", 2, 1, "second document")]
    [InlineData("- host: r1\n  port: 22\n  host: r2", 3, 3, "'host' stands twice")]
    [InlineData("- host: r1\n  variant: {a: {b: 1, b: 2}}", 2, 23, "stands twice")]
    [InlineData("- : r1\n  auth_password: p", 1, 4, "key before this ':' is missing")]
    [InlineData("- host: r1\n  '': p", 2, 3, "key before this ':' is missing")]
    [InlineData("- host: r1\n  [a]: b", 2, 3, "key is expected")]
    [InlineData("- host: r1\n  ? {a: b}\n  : c", 2, 5, "key is expected")]
    public void What_YAML_allows_and_an_inventory_does_not_is_refused(string yaml, int line, int column, string part) =>
        Assert.Contains(part, Reading.Refusal(yaml, line, column).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("- host: r1\n\tport: 22", 2, 1)]
    [InlineData("- host: r1\n   port: 22", 2, 8)]
    [InlineData("- host: r1\n port: 22", 2, 2)]
    [InlineData("- host: r1\n  auth_password: a: b", 2, 19)]
    [InlineData("- host: r1\n  auth_password: \"abc\n", 2, 18)]
    [InlineData("- host: r1\n  auth_password: \"a\\qc\"", 2, 18)]
    [InlineData("- host: r1\n  auth_password: @abc", 2, 18)]
    [InlineData("- host: r1\n  auth_password: \"\\UFFFFFFFF\"", 2, 3)]
    [InlineData("- {host: r1", 2, 1)]
    [InlineData("- host: r1\nport: 22", 2, 1)]
    [InlineData("...\n...\n", 1, 1)]
    public void A_syntax_error_is_told_at_its_place(string yaml, int line, int column) => Reading.Refusal(yaml, line, column);

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{a: ")]
    [InlineData("[ ")]
    [InlineData("[a: ")]
    public void Nesting_of_a_million_is_refused_at_once(string opening)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 1_000_000)));
        InventoryReader.Read([new InventorySource("warm.yaml", content)]);

        var watch = Stopwatch.StartNew();
        var reading = InventoryReader.Read([new InventorySource("deep.yaml", content)]);

        // What it costs is measured by the benchmark hostile-yaml; a parser that is quadratic here would take hours.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Took {watch.Elapsed}.");
        Assert.Null(reading.Inventory);
        Assert.Equal(1, reading.Findings[^1].Line);
        Assert.InRange(reading.Findings.Length, 1, 2);
    }

    [Fact]
    public void Ten_levels_of_alias_laughter_are_refused_at_the_first_anchor()
    {
        var yaml = new StringBuilder("a0: &a0 ha\n");
        for (var i = 1; i <= 10; i++)
        {
            yaml.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains("Anchors", Reading.Refusal(yaml.ToString(), 1, 5).Message, StringComparison.Ordinal);
        Assert.Contains("Anchors", Reading.Refusal("- host: r1\n  variant: &a0 ha\n", 2, 12).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_values_than_any_inventory_has_are_refused()
    {
        var yaml = "- host: r1\n  variant: [" + string.Concat(Enumerable.Repeat("a,", 2_000_000)) + "]";
        Assert.Contains("more than 2,000,000 values", Assert.Single(Reading.Of(yaml).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_swallows_the_file_is_refused() =>
        Assert.Contains("quote that is not closed", Reading.Refusal(Reading.Entry($"variant: '{new string('a', 70_000)}'"), 3, 12).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_over_the_limit_is_refused()
    {
        var reading = InventoryReader.Read([new InventorySource("big.yaml", new byte[InventoryReader.MaxBytes + 1])]);
        Assert.StartsWith("big.yaml:1:1: error: The file is larger than 10 MB", Reading.Text(reading), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- host: r1\n  x: é", new byte[] { 0xFF }, 2, 7, "0xFF is not UTF-8")]
    [InlineData("- host: r1\r\n# ", new byte[] { 0xC3 }, 2, 3, "0xC3 is not UTF-8")]
    [InlineData("", new byte[] { 0xFF, 0xFE, 0x2D, 0x00 }, 1, 1, "UTF-16")]
    [InlineData("- host: a", new byte[] { 0x00 }, 1, 10, "U+0000")]
    [InlineData("- host: a\r\r\n# ", new byte[] { 0x1B }, 3, 3, "U+001B")]
    [InlineData("- host: a # ", new byte[] { 0xC2, 0x85 }, 1, 13, "U+0085")]
    [InlineData("- host: a # ", new byte[] { 0xE2, 0x80, 0xA8 }, 1, 13, "U+2028")]
    public void A_byte_that_does_not_belong_is_told_at_its_place(string before, byte[] bytes, int line, int column, string part)
    {
        var reading = InventoryReader.Read([new InventorySource("a.yaml", Encoding.UTF8.GetBytes(before).Concat(bytes).Concat("\n"u8.ToArray()).ToArray())]);
        Assert.Null(reading.Inventory);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.Contains(part, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_file() => Assert.Equal("r1", Reading.Good("\uFEFF- host: r1").Devices[0].Host);

    [Fact]
    public void Findings_are_counted_where_there_are_too_many()
    {
        var reading = Reading.Of(string.Concat(Enumerable.Repeat("- host: r1\n  port: 0\n  channel_log: x\n", 1000)));
        Assert.Equal(201, reading.Findings.Length);
        Assert.All(reading.Findings.Take(200), finding => Assert.Equal(FindingSeverity.Error, finding.Severity));
        Assert.EndsWith("more findings are not shown.", reading.Findings[^1].Message, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Error, reading.Findings[^1].Severity);
    }

    [Fact]
    public void Keys_of_a_thousand_spellings_are_counted_too()
    {
        var reading = Reading.Of(Reading.Entry(string.Join('\n', Enumerable.Range(0, 1000).Select(i => $"rack_unit_{i}: 1"))));
        Assert.NotNull(reading.Inventory);
        Assert.Equal(201, reading.Findings.Length);
        Assert.Equal("800 more findings are not shown.", reading.Findings[^1].Message);
    }

    [Fact]
    public void One_wrong_file_refuses_them_all()
    {
        var reading = Reading.Of("- {host: r1, auth_strict_key: false}", "- {host: r2, port: 0}");
        Assert.Null(reading.Inventory);
        Assert.Equal("b.yaml", reading.Findings.Single(f => f.Severity is FindingSeverity.Error).File);
    }
}
