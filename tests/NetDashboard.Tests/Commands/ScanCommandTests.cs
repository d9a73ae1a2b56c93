using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetDashboard.Tests.Commands;

/// <summary>What scripts rely on: the lines of a scan and its exit codes.</summary>
public sealed class ScanCommandTests : CommandTestBase
{
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
        var pipe = Path.Combine(Folder.FullName, "keys");
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
}
