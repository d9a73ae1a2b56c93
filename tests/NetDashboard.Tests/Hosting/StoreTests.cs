using System.Globalization;
using System.Net;
using Microsoft.Data.Sqlite;
using NetDashboard.Live;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Hosting;

/// <summary>The program keeps its scans, and says when it cannot.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task While_nothing_can_be_kept_the_program_is_not_ready_and_says_why()
    {
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner);
        using var client = dashboard.CreateClient();
        Assert.True(dashboard.Scans.TryStart(Made.Inventory("sw-1"), "made.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
        scanner.Give(Made.Ok("sw-1"));
        await Wait.UntilAsync(() => board!.Summary.Done == 1, "The first result is not shown.");

        await using (var other = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "netdashboard.db")};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();
            scanner.Give(Made.Ok("sw-1", "telnet"));
            scanner.End();
            await Wait.UntilAsync(() => !dashboard.Scans.Journal.IsHealthy, "The lock is not noticed.");

            using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("store: Another program has locked", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("Another program has locked", await client.GetStringAsync(new Uri($"/scans/{board!.Id}", UriKind.Relative)), StringComparison.Ordinal);
            Assert.Equal((1, ScanState.Running), (board.Summary.Done, board.Summary.State));
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        await Wait.UntilAsync(() => board.Summary is { Done: 2, State: ScanState.Completed }, "The scan did not go on by itself.");
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/scans/{0}")]
    [InlineData("/scans/{0}/print")]
    [InlineData("/scans/{0}/results.csv")]
    [InlineData("/scans/{0}/results.jsonl")]
    [InlineData("/compare/{0}/{0}/changes.csv")]
    public async Task While_nothing_can_be_read_that_is_no_defect_and_the_reason_is_said(string address)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "netdashboard.db")};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "ALTER TABLE scans RENAME TO elsewhere";
            await command.ExecuteNonQueryAsync();
        }

        using var answer = await client.GetAsync(new Uri(string.Format(CultureInfo.InvariantCulture, address, Guid.NewGuid()), UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("netdashboard.db", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
