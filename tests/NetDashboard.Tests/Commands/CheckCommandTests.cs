namespace NetDashboard.Tests.Commands;

/// <summary>What scripts rely on: findings as a compiler prints them, and as SARIF.</summary>
public sealed class CheckCommandTests : CommandTestBase
{
    [Fact]
    public async Task Check_prints_findings_as_a_compiler_does()
    {
        var file = Path.Combine(Folder.FullName, "bad.yaml");
        await File.WriteAllTextAsync(file, "- host: r1\n  port: 70000\n  auth_password: not-to-be-seen\n  transport: pigeon\n");

        var (exitCode, output, errors) = await CommandRun.RunAsync("check", file);

        Assert.Equal(2, exitCode);
        Assert.Contains($"{file}:2:9: error: ", output, StringComparison.Ordinal);
        Assert.Contains($"{file}:4:14: error: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_writes_SARIF_for_pipelines()
    {
        var file = Path.Combine(Folder.FullName, "bad file.yaml");
        await File.WriteAllTextAsync(file, "- host: r1\n  port: 70000\n  auth_password: not-to-be-seen\n");

        var (exitCode, output, _) = await CommandRun.RunAsync("check", file, "--format", "sarif");

        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("not-to-be-seen", output, StringComparison.Ordinal);
        using var sarif = System.Text.Json.JsonDocument.Parse(output);
        var root = sarif.RootElement;
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        Assert.True(Uri.IsWellFormedUriString(root.GetProperty("$schema").GetString(), UriKind.Absolute));
        var run = Assert.Single(root.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("NetDashboard", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal(rules.Length, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.True(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString() is "error" or "warning");
        });

        var results = run.GetProperty("results").EnumerateArray().ToArray();
        Assert.All(results, result =>
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.True(result.GetProperty("level").GetString() is "error" or "warning");
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.Equal(new Uri(file), new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!));
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() >= 1);
        });
        var error = results.Single(result => result.GetProperty("level").GetString() is "error");
        var region = error.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal((2, 9, "invalid-port"), (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), error.GetProperty("ruleId").GetString()));
    }

    [Fact]
    public async Task Check_reads_files_as_it_is_told_and_says_what_it_took_them_for()
    {
        var file = Path.Combine(Folder.FullName, "n.yaml");
        await File.WriteAllTextAsync(file, "- {host: r1, port: 22}\n");

        var (exitCode, _, errors) = await CommandRun.RunAsync("check", file, "--inventory-format", "netmiko");
        Assert.Equal(0, exitCode);
        Assert.Contains("netmiko (as asked for), 1 device.", errors, StringComparison.Ordinal);
        Assert.Contains("classic (recognised by content)", (await CommandRun.RunAsync("check", file)).Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandRun.RunAsync("check", file, "--inventory-format", "csv")).ExitCode);
    }

    [Fact]
    public async Task Check_of_a_good_file_ends_with_0_and_counts_it()
    {
        await using var fleet = await StartAsync("right");

        var (exitCode, _, errors) = await CommandRun.RunAsync("check", Inventory(fleet));

        Assert.Equal(0, exitCode);
        Assert.Contains("3 devices, 6 endpoints (ssh, telnet)", errors, StringComparison.Ordinal);
    }
}
