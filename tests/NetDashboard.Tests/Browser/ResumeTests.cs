using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>The published program is ended in the middle of a scan of simulated devices, and goes on with it when somebody asks.</summary>
public sealed partial class ResumeTests(Chromium chromium, PublishedDashboard dashboard) : IClassFixture<Chromium>, IClassFixture<PublishedDashboard>, IAsyncLifetime
{
    private const int Devices = 150;
    private const float ScanTimeout = 60_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    // Slow enough to be met in the middle on any machine.
    private static readonly string[] s_slow = ["--Scan:MaxConcurrency", "1"];
    private static readonly FleetOptions s_fleet = new() { Devices = Devices, BaseAddress = IPAddress.Parse("127.93.0.1"), SshPort = 0, TelnetPort = 0, Mix = FleetMix.Right };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => dashboard.KillAsync();

    [Fact]
    public async Task A_scan_that_was_killed_is_interrupted_within_seconds_and_resumes_with_what_is_left_without_a_password_typed()
    {
        await using var fleet = await SimulatedFleet.StartAsync(s_fleet);
        Write(fleet, "kill.yaml");
        await dashboard.StartAsync(s_slow);
        var id = await StartAsync("kill.yaml");
        var shown = await ReadAsync(id);
        await dashboard.KillAsync();

        await dashboard.StartAsync();
        var kept = await ReadAsync(id);
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{id}");
        var page = browser.Page;
        await Expect(page.Progress()).ToHaveAttributeAsync("data-state", "interrupted");
        Assert.Empty(shown.Except(kept, StringComparer.Ordinal));
        await Expect(page.ResumeScan()).ToHaveTextAsync($"Resume scan ({(2 * Devices) - kept.Count} left)");
        Assert.Empty(browser.Complaints);
        await page.ExpectNoViolationsAsync("an interrupted scan");
        var before = fleet.Counters.ToString();

        await page.ResumeScan().ClickAsync();
        await Expect(page.Progress()).ToHaveAttributeAsync("data-state", "completed", new() { Timeout = ScanTimeout });
        await Expect(page.Progress()).ToHaveAttributeAsync("aria-valuemax", $"{(2 * Devices) - kept.Count}");
        await Expect(page.ResumeScan()).ToHaveCountAsync(0);
        Assert.NotEqual(before, fleet.Counters.ToString(), StringComparer.Ordinal);
        Assert.Equal(2 * Devices, (await ReadAsync(id)).Count);
        Assert.Equal((2 * Devices, 2 * Devices, 1), await CountAsync(id));
    }

    [Fact]
    public async Task Told_to_stop_it_ends_in_time_with_everything_shown_stored_and_the_scan_interrupted()
    {
        await using var fleet = await SimulatedFleet.StartAsync(s_fleet with { BaseAddress = IPAddress.Parse("127.93.2.1") });
        Write(fleet, "stop.yaml");
        await dashboard.StartAsync(s_slow);
        var id = await StartAsync("stop.yaml");
        var shown = await ReadAsync(id);

        await using (await chromium.OpenAsync(dashboard.Url, path: $"/scans/{id}"))
        {
            // With somebody looking on, whose connection must not hold up the end.
            Assert.InRange((await dashboard.StopAsync()).TotalSeconds, 0, 30);
        }

        await dashboard.StartAsync();
        var kept = await ReadAsync(id);
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{id}");
        var page = browser.Page;
        await Expect(page.Progress()).ToHaveAttributeAsync("data-state", "interrupted");
        Assert.Empty(shown.Except(kept, StringComparer.Ordinal));
        Assert.Equal((kept.Count, kept.Count, 1), await CountAsync(id));
        await Expect(page.ResumeScan()).ToBeEnabledAsync();

        // What became of the inventory meanwhile is said, and the rest goes on.
        var names = fleet.Devices.Select(device => $"{device.Address}").ToArray();
        await File.WriteAllTextAsync(InventoryPath("stop.yaml"), KeepOnly(await File.ReadAllTextAsync(InventoryPath("stop.yaml")), names[^2]));
        await Expect(page.ResumeScan()).ToBeEnabledAsync();
        await page.ResumeScan().ClickAsync();
        await Expect(page.GetByText("logins were left out")).ToContainTextAsync("no longer, or with another host or port");
        await Expect(page.Progress()).ToHaveAttributeAsync("data-state", "completed", new() { Timeout = ScanTimeout });
        await Expect(page.Progress()).ToHaveAttributeAsync("aria-valuemax", "2");
    }

    private async Task<string> StartAsync(string inventory)
    {
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        var page = browser.Page;
        await page.GetByRole(AriaRole.Checkbox, new() { Name = inventory }).CheckAsync();
        await page.StartScan().ClickAsync();
        await Expect(page.Locator("#scan-title")).ToHaveTextAsync(inventory);
        await Expect(page.Results().Locator("td[data-status=ok]").Nth(3)).ToBeVisibleAsync(new() { Timeout = ScanTimeout });
        var link = await page.GetByRole(AriaRole.Link, new() { Name = "link to this scan" }).GetAttributeAsync("href");
        return Id().Match(link!).Value;
    }

    // What anybody may ask for; after a start it takes a moment until former scans are there.
    private async Task<HashSet<string>> ReadAsync(string id)
    {
        using var client = new HttpClient();
        var address = new Uri($"{dashboard.Url}/scans/{id}/results.jsonl");
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < s_patience; await Task.Delay(50))
        {
            using var answer = await client.GetAsync(address);
            if (answer.IsSuccessStatusCode)
            {
                break;
            }
        }

        var lines = await client.GetStringAsync(address);
        return
        [
            .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(result => $"{result.GetProperty("device")} {result.GetProperty("protocol")} {result.GetProperty("attempt")} {result.GetProperty("startedAt")}"),
        ];
    }

    // Past the program: results, endpoints, and the highest attempt.
    private async Task<(long Results, long Endpoints, long Attempt)> CountAsync(string id)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "netdashboard.db")};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), count(DISTINCT r.endpoint), max(r.attempt) FROM results r JOIN scans s ON s.number = r.scan WHERE s.id = $id";
        command.Parameters.AddWithValue("$id", Guid.Parse(id));
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    private static string KeepOnly(string inventory, string host) =>
        string.Concat(inventory.Split("\n- ").Skip(1).Where(entry => entry.Contains($"host: {host}\n", StringComparison.Ordinal)).Select(entry => $"- {entry}\n"));

    private string InventoryPath(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(dashboard.Folder, "inventories")).FullName, name);

    private void Write(SimulatedFleet fleet, string name)
    {
        using var writer = new StreamWriter(InventoryPath(name));
        FleetInventory.Write(fleet, writer);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
