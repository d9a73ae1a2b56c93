using System.Text.RegularExpressions;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Findings as a compiler makes them: every code, at its line and column.</summary>
public sealed class FindingTests
{
    private const string Open = "auth_strict_key: false";

    [Theory]
    [InlineData("- {host: r1}\n- {host: r1}", 2, 3, FindingCode.DuplicateDevice)]
    [InlineData("- host: r1\n  port: 1\n  port: 2", 3, 3, FindingCode.DuplicateKey)]
    [InlineData("- host: r1\n  ? [a]\n  : b", 2, 5, FindingCode.InvalidKey)]
    [InlineData("- host: 10.1.2.300", 1, 9, FindingCode.InvalidAddress)]
    [InlineData("- host: 10.1.2", 1, 9, FindingCode.InvalidAddress)]
    [InlineData("- host: http://r1", 1, 9, FindingCode.InvalidAddress)]
    [InlineData("- port: 22", 1, 3, FindingCode.MissingHost)]
    [InlineData("- host: r1\n  port: 0", 2, 9, FindingCode.InvalidPort)]
    [InlineData("- host: r1\n  timeout_ops: -1", 2, 16, FindingCode.InvalidTimeout)]
    [InlineData("- host: r1\n  auth_strict_key: perhaps", 2, 20, FindingCode.InvalidValue)]
    [InlineData("- host: r1\n  host_key: perhaps", 2, 13, FindingCode.InvalidValue)]
    [InlineData("- host: r1\n  protocols: [ssh, smtp]", 2, 20, FindingCode.InvalidValue)]
    [InlineData("- host: r1\n  comms_prompt_pattern: '('", 2, 25, FindingCode.InvalidPattern)]
    [InlineData("- host: r1\n  auth_password: \"a\\nb\"", 2, 18, FindingCode.InvalidText)]
    [InlineData("- host: r1\n  auth_private_key: \"a\\0b\"", 2, 21, FindingCode.InvalidPath)]
    [InlineData("- host: r1\n  transport: pigeon", 2, 14, FindingCode.UnknownTransport)]
    [InlineData("- host: r1\n  platform: cisco_ios", 2, 13, FindingCode.UnknownPlatform)]
    [InlineData("- host: r1\n  credential: nobody", 2, 15, FindingCode.UnresolvedReference)]
    [InlineData("- host: r1\n  groups: [core]", 2, 12, FindingCode.UnresolvableGroup)]
    [InlineData("groups:\n  a: {groups: [b]}\n  b: {groups: [a]}\ndevices:\n  - {host: r1, groups: a}", 3, 16, FindingCode.GroupCircle)]
    [InlineData("- host: r1\n- r2", 2, 3, FindingCode.WrongShape)]
    [InlineData("[]", 1, 1, FindingCode.EmptyInventory)]
    [InlineData("defaults: {port: 22}\ndevices: []", 2, 10, FindingCode.EmptyInventory)]
    [InlineData("- host: r1\n  port: [", 3, 1, FindingCode.InvalidYaml)]
    [InlineData("- host: *r1", 1, 9, FindingCode.YamlAnchor)]
    [InlineData("- host: !!str r1", 1, 9, FindingCode.YamlTag)]
    [InlineData("- host: r1\n---\n- host: r2", 2, 1, FindingCode.SecondDocument)]
    public void An_error_has_its_code_at_its_place(string yaml, int line, int column, string code) =>
        Assert.Equal(code, Reading.Refusal(yaml.Replace("\n  port: [", "\n  port: [\n", StringComparison.Ordinal), line, column).Code);

    [Theory]
    [InlineData("auth_usernam: x", 3, FindingCode.UnknownKey, null, "auth_username")]
    [InlineData("rack_unit: 12", 3, FindingCode.UnknownKey, "rack_unit", null)]
    [InlineData("channel_log: true", 3, FindingCode.KeyWithoutEffect, "channel_log", null)]
    [InlineData("transport: telnet", 14, FindingCode.TelnetClearText, null, null)]
    [InlineData("auth_password: secret-word", 18, FindingCode.PasswordClearText, "auth_password", null)]
    [InlineData("port: 23", 9, FindingCode.PortMismatch, "port", null)]
    [InlineData("{transport: telnet, port: 22}", 29, FindingCode.PortMismatch, "port", null)]
    [InlineData("timeout_socket: 0.04", 19, FindingCode.TimeoutTooShort, "timeout_socket", null)]
    [InlineData("timeout_ops: 0", 16, FindingCode.TimeoutUnlimited, "timeout_ops", null)]
    [InlineData("timeout_ops: 0.0", 16, FindingCode.TimeoutUnlimited, "timeout_ops", null)]
    [InlineData("host_key: strict", 3, FindingCode.StrictHostKey, "auth_strict_key", null)]
    [InlineData("comms_return_char: '\\n'", 22, FindingCode.ValueWithoutEffect, "comms_return_char", null)]
    public void A_warning_has_its_code_key_and_suggestion(string line, int column, string code, string? key, string? suggestion)
    {
        var yaml = line.StartsWith('{') ? $"- {{host: r1}}\n\n- {line.Replace("{", "{host: r2, ", StringComparison.Ordinal)}" : Reading.Entry(line);
        var reading = Reading.Of(yaml);
        Reading.Accepted(reading);
        var finding = reading.Findings.Single(found => found.Code == code);
        Assert.Equal((3, column + (line.StartsWith('{') ? 10 : 0), FindingSeverity.Warning, key, suggestion), (finding.Line, finding.Column, finding.Severity, finding.Key, finding.Suggestion));
    }

    [Fact]
    public void Strict_host_keys_without_known_hosts_are_told() =>
        Assert.Equal(FindingCode.StrictHostKey, Reading.Warning("- host: r1", 1, 3).Code);

    [Fact]
    public void A_platform_of_another_tool_that_is_not_known_here_is_told() =>
        Assert.Equal(FindingCode.GenericPlatform, Reading.Warning("- {device_type: fortinet, host: r1}", 1, 17).Code);

    [Fact]
    public void Clear_text_is_told_once_per_file_and_not_of_references()
    {
        var reading = InventoryReader.Read(
        [
            Reading.Source($"- {{host: r1, {Open}, auth_password: one, auth_secondary: two}}\n- {{host: r2, {Open}, auth_password: three}}\n", "a.yaml"),
            Reading.Source($"- {{host: r3, {Open}, auth_password: '${{ask:Password}}', auth_secondary: '${{env:PATH}}'}}\n", "b.yaml"),
        ]);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((FindingCode.PasswordClearText, "a.yaml", 1, 53), (finding.Code, finding.File, finding.Line, finding.Column));
        Assert.Contains("3 times in this file", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_limit_means_the_longest_limit() =>
        Assert.Equal(TimeSpan.FromHours(1), Reading.EndpointWith("timeout_socket: 0").Timeouts.Connect);

    [Fact]
    public void A_fault_that_many_devices_share_is_told_once()
    {
        var devices = string.Concat(Enumerable.Range(1, 500).Select(i => $"  - {{host: r{i}, groups: g}}\n"));
        var finding = Assert.Single(Reading.Of($"groups:\n  g: {{port: 99999, {Open}}}\ndevices:\n{devices}").Findings);
        Assert.Equal((FindingCode.InvalidPort, 2, 13), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void Every_code_is_documented_and_no_other()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(root.FullName, "NetDashboard.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        var documented = Regex.Matches(File.ReadAllText(Path.Join(root.FullName, "docs/inventory-format.md")), @"^\| `(?<code>[a-z0-9-]+)` \| (error|warning) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups["code"].Value);
        Assert.Equal(FindingCode.All.Select(kind => kind.Code).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("transport: telnt", "telnet")]
    [InlineData("platform: cisco_iosxee", "cisco_iosxe")]
    [InlineData("profile: legaci", "legacy")]
    [InlineData("host_key: strikt", "strict")]
    [InlineData("protocols: [ssh, telnett]", "telnet")]
    [InlineData("default_desired_privilege_level: exek", "exec")]
    public void A_misspelt_value_of_a_choice_gets_a_suggestion(string line, string meant)
    {
        var finding = Assert.Single(Reading.Of(Reading.Entry(line)).Findings, finding => finding.Suggestion is not null);
        Assert.Equal(meant, finding.Suggestion);
        Assert.Contains($"Did you mean '{meant}'?", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- {device_type: juniper_junoss, host: r1}", "juniper_junos")]
    [InlineData("rtr1: {device_type: cisco_ios, host: r1}\ncore: [rtr2]", "rtr1")]
    [InlineData("all: {hosts: {r1: {ansible_connection: network_clii}}}", "network_cli")]
    public void So_does_one_in_the_words_of_another_tool(string text, string meant) =>
        Assert.Contains(Reading.Of(text + "\n").Findings, finding => finding.Suggestion == meant);

    [Fact]
    public void A_value_from_outside_the_file_is_not_guessed_at()
    {
        Environment.SetEnvironmentVariable("NETDASHBOARD_TEST_PLATFORM", "cisco_iosxee");
        var finding = Assert.Single(Reading.Of(Reading.Entry("platform: ${env:NETDASHBOARD_TEST_PLATFORM}")).Findings);
        Assert.Null(finding.Suggestion);
    }
}
