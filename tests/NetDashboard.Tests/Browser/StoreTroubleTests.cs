using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using NetDashboard.Live;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>What a viewer sees while nothing can be kept, and when it is over.</summary>
public sealed class StoreTroubleTests(Chromium chromium) : IClassFixture<Chromium>
{
    private readonly HandScanner _scanner = new();

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task A_locked_store_is_said_the_progress_stands_and_everything_goes_on_by_itself(ColorScheme colors, int width)
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        Assert.True(dashboard.Scans.TryStart(Made.Inventory("sw-1", "sw-2", "sw-3"), "campus.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => !_scanner.Plans.IsEmpty, "The scan did not begin.");
        await using var browser = await chromium.OpenAsync(dashboard.Url, colors, width, path: $"/scans/{board.Id}");
        var page = browser.Page;
        await Expect(page.FilterResults()).ToBeEnabledAsync();
        _scanner.Give(Made.Ok("sw-1"));
        await Expect(page.Cells("sw-1", "ok")).ToHaveCountAsync(1);
        using var client = new HttpClient();
        var ready = new Uri(dashboard.Url + "/health/ready");
        Assert.Equal("Healthy", await client.GetStringAsync(ready));

        await using (var other = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "netdashboard.db")};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();
            _scanner.Give(Made.Ok("sw-2"));
            _scanner.Give(Made.Failed("sw-3"));

            await Expect(page.Locator(".journal-notice")).ToContainTextAsync("Another program has locked");
            await Expect(page.Locator(".journal-notice")).ToHaveRoleAsync(AriaRole.Alert);
            await Expect(page.Progress()).ToHaveAttributeAsync("aria-valuetext", "1 of 6 · paused until results can be kept");
            await Expect(page.Cells("sw-2", "ok")).ToHaveCountAsync(0);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
            Assert.Empty(browser.Complaints);
            await page.ExpectNoViolationsAsync("a store that is locked");
            using (var answer = await client.GetAsync(ready))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Contains("store: Another program has locked", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        await Expect(page.Locator(".journal-notice")).ToHaveCountAsync(0);
        await Expect(page.Cells("sw-2", "ok")).ToHaveCountAsync(1);
        await Expect(page.Cells("sw-3", "failed")).ToHaveCountAsync(1);
        await Expect(page.Progress()).ToHaveAttributeAsync("aria-valuenow", "3");
        await Expect(page.Progress()).Not.ToHaveAttributeAsync("aria-valuetext", "3 of 6 · paused until results can be kept");
        Assert.Equal("Healthy", await client.GetStringAsync(ready));
        _scanner.End();
        await Wait.UntilAsync(() => board.Summary.State is not ScanState.Running, "The scan does not end.");
    }
}
