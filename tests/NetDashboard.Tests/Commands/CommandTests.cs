using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Tests.Commands;

/// <summary>What scripts rely on: verbs, output and exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private static int s_next;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netdashboard-commands-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Scan_prints_a_line_for_each_result_and_ends_with_0_when_all_is_ok()
    {
        await using var fleet = await StartAsync("right");

        var (exitCode, output, errors) = await CommandRun.RunAsync("scan", Inventory(fleet));

        Assert.True(exitCode == 0, $"{exitCode}\n{output}\n{errors}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.Matches(
            new Regex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}  (SSH   |Telnet)  127\.[\d.]+ +  ok      \S+[#>$]$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), line));
        Assert.Contains("6 endpoints: 6 ok", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_ends_with_1_when_some_endpoint_is_not_ok_and_tells_why()
    {
        await using var fleet = await StartAsync("right=2,refused=1");

        var (exitCode, output, errors) = await CommandRun.RunAsync("scan", Inventory(fleet));

        Assert.Equal(1, exitCode);
        Assert.Matches(new Regex(@"  failed  ConnectionRefused  Nothing listens on 127\.", RegexOptions.None, TimeSpan.FromSeconds(1)), output);
        Assert.Contains("2 ConnectionRefused", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_hold_every_field_of_the_contract_and_no_secret()
    {
        await using var fleet = await StartAsync("right=1,wrong-enable=1,wrong-password=1");

        var (exitCode, output, _) = await CommandRun.RunAsync("scan", "--format", "jsonl", Inventory(fleet));

        Assert.Equal(1, exitCode);
        var results = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(6, results.Length);
        string[] fields =
        [
            "device", "host", "address", "port", "protocol", "platform", "outcome", "failure", "stage", "prompt", "detail", "startedAt", "durationMs",
            "stages", "attempt", "hostKey", "warnings", "algorithms",
        ];
        Assert.All(results, result => Assert.Equal(string.Join(' ', fields), string.Join(' ', result.EnumerateObject().Select(field => field.Name))));
        Assert.All(results, result => Assert.EndsWith("+00:00", result.GetProperty("startedAt").GetString(), StringComparison.Ordinal));
        Assert.All(results.Where(result => Text(result, "protocol") is "ssh"), result => Assert.StartsWith("SHA256:", Text(result, "hostKey"), StringComparison.Ordinal));
        Assert.All(
            results,
            result => Assert.Equal(
                Text(result, "protocol") is "ssh" ? "keyExchange hostKey cipherOut cipherIn macOut macIn serverVersion" : "null",
                result.GetProperty("algorithms") is { ValueKind: JsonValueKind.Object } algorithms ? string.Join(' ', algorithms.EnumerateObject().Select(field => field.Name)) : "null"));
        Assert.All(results.Where(result => Text(result, "outcome") is "ok"), result => Assert.Equal("None", Text(result, "failure")));
        Assert.Equal(2, results.Count(result => (Text(result, "outcome"), Text(result, "failure")) is ("limited", "EnableFailed")));
        Assert.Equal(2, results.Count(result => (Text(result, "outcome"), Text(result, "failure")) is ("failed", "AuthenticationFailed")));
        Assert.DoesNotContain(fleet.Options.Password, output, StringComparison.Ordinal);
        Assert.DoesNotContain(fleet.Options.EnableSecret, output, StringComparison.Ordinal);

        static string? Text(JsonElement result, string field) => result.GetProperty(field).GetString();
    }

    [Fact]
    public async Task Transcripts_come_with_JSON_lines_when_asked_for_and_hold_no_secret()
    {
        await using var fleet = await StartAsync("right=2,wrong-enable=1");

        var (_, output, _) = await CommandRun.RunAsync("scan", "--format", "jsonl", "--transcript", Inventory(fleet));
        var (exitCode, _, errors) = await CommandRun.RunAsync("scan", "--transcript", Inventory(fleet));

        var results = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(6, results.Length);
        Assert.All(results, result => Assert.False(result.GetProperty("transcript").GetProperty("isCut").GetBoolean()));
        Assert.All(
            results,
            result => Assert.EndsWith(
                result.GetProperty("prompt").GetString()!, result.GetProperty("transcript").GetProperty("text").GetString()!.TrimEnd(), StringComparison.Ordinal));
        Assert.DoesNotContain(fleet.Options.Password, output, StringComparison.Ordinal);
        Assert.DoesNotContain(fleet.Options.EnableSecret, output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
        Assert.Contains("--transcript needs --format jsonl.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_narrows_the_protocols_and_several_files_make_one_inventory()
    {
        await using var fleet = await StartAsync("right");
        var file = Inventory(fleet);
        var (both, _, bothErrors) = await CommandRun.RunAsync("scan", file, Path.Combine(RepositoryInventories, "example-ssh.yaml"), "--only", "telnet");
        var (only, output, _) = await CommandRun.RunAsync("scan", file, "--only", "ssh");

        Assert.Equal(0, both);
        Assert.Contains("3 endpoints: 3 ok", bothErrors, StringComparison.Ordinal);
        Assert.Equal(0, only);
        Assert.DoesNotContain("Telnet", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_asked_is_refused_where_nobody_can_be_asked()
    {
        await using var fleet = await StartAsync("right");
        var file = Inventory(fleet);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("'lab-login'", "${ask:tacacs}", StringComparison.Ordinal));
        using var run = CommandRun.StartShell("exec $0 scan $1 < /dev/null", file);

        Assert.Equal(2, await run.WaitAsync());
        Assert.Contains("asks for tacacs at scan time", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, fleet.Counters.Connections);
    }

    [Fact]
    public async Task What_is_to_be_asked_is_asked_on_a_terminal_and_not_shown()
    {
        await using var fleet = await StartAsync("right");
        var file = Inventory(fleet);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("'lab-login'", "${ask:tacacs}", StringComparison.Ordinal));

        // script(1) gives the program a terminal of its own, and types what comes through the pipe into it.
        var pipe = Path.Combine(_folder.FullName, "keys");
        using var run = CommandRun.StartShell($"mkfifo {pipe} && exec script -qec \"$0 scan $1\" /dev/null < {pipe}", file);
        while (!File.Exists(pipe))
        {
            await Task.Delay(10);
        }

        await using (var keys = new FileStream(pipe, FileMode.Open, FileAccess.Write))
        {
            // The question ends no line, so it cannot be waited for; the findings stand right before it.
            await run.WaitForOutputAsync("[telnet-clear-text]");
            await Task.Delay(1000);
            await keys.WriteAsync("lab-login\r"u8.ToArray());
        }

        Assert.True(await run.WaitAsync() == 0, run.Output + run.Errors);
        Assert.Contains("tacacs:", run.Output, StringComparison.Ordinal);
        Assert.Contains("6 endpoints: 6 ok", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lab-login", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_chooses_devices_and_a_choice_of_nothing_is_bad_usage()
    {
        await using var fleet = await StartAsync("right");
        var file = Inventory(fleet);

        var (one, output, errors) = await CommandRun.RunAsync("scan", file, "--where", $"host={fleet.Devices[1].Address} and protocol=ssh");
        var (nothing, _, why) = await CommandRun.RunAsync("scan", file, "--where", "site=nowhere");

        Assert.True(one == 0, errors);
        Assert.Contains(fleet.Devices[1].Address.ToString(), Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(2, nothing);
        Assert.Contains("Nothing was scanned", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "x.yaml", "--where", "sight=ams")]
    [InlineData("scan")]
    [InlineData("scan", "no-such-file.yaml")]
    [InlineData("scan", "x.yaml", "--format", "xml")]
    [InlineData("scan", "x.yaml", "--concurrency", "0")]
    [InlineData("scan", "x.yaml", "--concurrency", "many")]
    [InlineData("scan", "x.yaml", "--only", "smtp")]
    [InlineData("scan", "x.yaml", "--no-such-option")]
    [InlineData("check")]
    [InlineData("check", "no-such-file.yaml")]
    [InlineData("lab", "--devices", "0")]
    [InlineData("lab", "--mix", "nonsense")]
    [InlineData("lab", "--base-address", "192.0.2.1")]
    [InlineData("no-such-verb")]
    public async Task Bad_usage_ends_with_2_and_says_what_is_wrong(params string[] arguments)
    {
        var (exitCode, output, errors) = await CommandRun.RunAsync(arguments);

        Assert.True(exitCode == 2, $"{exitCode}\n{output}\n{errors}");
        Assert.NotEmpty((output + errors).Trim());
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_prints_findings_as_a_compiler_does()
    {
        var file = Path.Combine(_folder.FullName, "bad.yaml");
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
        var file = Path.Combine(_folder.FullName, "bad file.yaml");
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
        var file = Path.Combine(_folder.FullName, "n.yaml");
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

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_scan_keeps_its_results_and_ends_with_130(string signal)
    {
        await using var fleet = await StartAsync("right=2,silent=1");
        using var run = CommandRun.Start("scan", Inventory(fleet));
        await run.WaitForOutputAsync("  ok  ");

        await run.SignalAsync(signal);

        Assert.Equal(130, await run.WaitAsync());
        Assert.Contains("Interrupted after", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("jsonl")]
    public async Task A_scan_whose_reader_has_gone_ends(string format)
    {
        await using var fleet = await StartAsync("right=2,silent=1");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var run = CommandRun.StartShell($"$0 scan $1 --format {format} | head -n 1", Inventory(fleet));

        Assert.Equal(0, await run.WaitAsync());

        Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Interrupted after", run.Errors, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(18), $"It went on for the silent device, 10 s for each protocol: {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("jsonl")]
    public async Task A_full_disk_ends_the_scan_with_its_reason(string format)
    {
        await using var fleet = await StartAsync("right");
        using var run = CommandRun.StartShell($"$0 scan $1 --format {format} > /dev/full", Inventory(fleet));

        Assert.Equal(130, await run.WaitAsync());

        Assert.Contains("cannot be written", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_and_summary_may_go_to_one_file()
    {
        await using var fleet = await StartAsync("right");
        var file = Path.Combine(_folder.FullName, "all.txt");
        using var run = CommandRun.StartShell($"$0 scan $1 > {file} 2>&1", Inventory(fleet));

        Assert.Equal(0, await run.WaitAsync());

        // The findings about the inventory stand before them.
        var lines = (await File.ReadAllLinesAsync(file)).Where(line => !line.Contains(": warning: ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("6 endpoints: 6 ok", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(200)]
    public async Task A_low_limit_of_open_files_makes_a_scan_slower_and_not_wrong(int limit)
    {
        await using var fleet = await SimulatedFleet.StartAsync(new FleetOptions { Devices = 150, BaseAddress = NextBase(), SshPort = 0, TelnetPort = 0 });
        using var run = CommandRun.StartShell($"ulimit -n {limit}; exec $0 scan $1 --only ssh --concurrency 4096", Inventory(fleet));

        Assert.True(await run.WaitAsync() == 0, run.Errors);

        Assert.Contains("150 endpoints: 150 ok", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_serves_until_it_is_stopped_and_takes_its_inventory_away()
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        using var lab = CommandRun.Start("lab", "--devices", "3", "--inventory", file, "--base-address", NextBase().ToString());
        await lab.WaitForOutputAsync("Press Ctrl-C to stop.");
        Assert.Contains("loopback only", lab.Output, StringComparison.Ordinal);

        var (exitCode, _, errors) = await CommandRun.RunAsync("scan", file);
        await lab.SignalAsync("INT");

        Assert.True(exitCode == 0, errors);
        Assert.Equal(0, await lab.WaitAsync());
        Assert.Contains("ssh-right=3", lab.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("--help", "scan")]
    [InlineData("--version", "0.")]
    public async Task Help_and_version_are_answered(string option, string expected)
    {
        var (exitCode, output, _) = await CommandRun.RunAsync(option);

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private static string RepositoryInventories => Path.Combine(Hosting.RepositoryRoot.Path, "inventories");

    private static IPAddress NextBase() => new([127, 60, (byte)Interlocked.Increment(ref s_next), 1]);

    private static Task<SimulatedFleet> StartAsync(string mix) => SimulatedFleet.StartAsync(
        new FleetOptions { Devices = 3, BaseAddress = NextBase(), SshPort = 0, TelnetPort = 0, Mix = FleetMix.Parse(mix) });

    private string Inventory(SimulatedFleet fleet)
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        using var writer = new StreamWriter(file);
        FleetInventory.Write(fleet, writer);
        return file;
    }
}
