using System.Net;
using NetDashboard.Live;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Hosting;

/// <summary>The history as a request gets it.</summary>
public sealed class HistoryPageTests
{
    [Fact]
    public async Task Before_the_first_scan_the_pages_say_so_and_what_is_kept()
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();

        Assert.Contains("Nothing was scanned yet.", await GetAsync(client, "/history"), StringComparison.Ordinal);
        var devices = await GetAsync(client, "/history/devices");
        Assert.Contains("No device was scanned yet.", devices, StringComparison.Ordinal);
        Assert.Contains("Logins that were OK are kept for 90 days", devices, StringComparison.Ordinal);
        Assert.Contains("No scan is so.", await GetAsync(client, "/history?q=nothing&before=7"), StringComparison.Ordinal);
        using var unknown = await client.GetAsync(new Uri("/history/devices/sw-1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var odd = await client.GetAsync(new Uri("/history?from=yesterday&before=x&after=-1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, odd.StatusCode);
    }

    [Fact]
    public async Task A_scan_stands_in_the_history_with_who_began_it_and_its_devices_with_what_came_of_them()
    {
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner);
        using var client = dashboard.CreateClient();
        var board = dashboard.Scans.TryStart(Made.Inventory("sw-1", "rack 3/sw-2"), "made.yaml", ["made.yaml"], "<b>Ada</b>").Board!;
        await Wait.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
        foreach (var device in new[] { "sw-1", "rack 3/sw-2" })
        {
            scanner.Give(Made.Ok(device));
            scanner.Give(Made.Failed(device, "telnet"));
        }

        scanner.End();
        await Wait.UntilAsync(() => !dashboard.Scans.IsRunning, "The scan did not end.");

        var list = await GetAsync(client, "/history?q=MADE");
        Assert.Contains($"<a href=\"/scans/{board.Id}\">made.yaml</a>", list, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Ada&lt;/b&gt;", list, StringComparison.Ordinal);
        Assert.Contains("No scan is so.", await GetAsync(client, "/history?until=2001-01-01"), StringComparison.Ordinal);

        var devices = await GetAsync(client, "/history/devices?failing=1");
        Assert.Contains("href=\"/history/devices/rack%203/sw-2\"", devices, StringComparison.Ordinal);
        Assert.Contains("The last 1, the oldest first: 1 Failed.", devices, StringComparison.Ordinal);
        var device2 = await GetAsync(client, "/history/devices/rack%203/sw-2");
        Assert.Contains("<h1>rack 3/sw-2</h1>", device2, StringComparison.Ordinal);
        Assert.Contains("Authentication failed - % Login invalid", device2, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Ada&lt;/b&gt;", await GetAsync(client, $"/scans/{board.Id}"), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Ada&lt;/b&gt;", await GetAsync(client, "/scans"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_is_no_longer_in_memory_is_shown_and_handed_out_all_the_same()
    {
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner);
        using var client = dashboard.CreateClient();
        var first = await ScanAsync(dashboard, scanner, 0);
        for (var i = 1; i <= ScanService.MaxKept; i++)
        {
            await ScanAsync(dashboard, scanner, i);
        }

        Assert.Null(dashboard.Scans.Find(first.Id));
        Assert.Contains("sw-0#", await GetAsync(client, $"/scans/{first.Id}"), StringComparison.Ordinal);
        Assert.Contains("sw-0", await GetAsync(client, $"/scans/{first.Id}/results.csv"), StringComparison.Ordinal);
        Assert.Contains("sw-0", await GetAsync(client, $"/scans/{first.Id}/print"), StringComparison.Ordinal);
        using var unknown = await client.GetAsync(new Uri($"/scans/{Guid.NewGuid()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task<ScanBoard> ScanAsync(Dashboard dashboard, HandScanner scanner, int number)
    {
        Assert.True(dashboard.Scans.TryStart(Made.Inventory($"sw-{number}"), "made.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => scanner.Plans.Count == number + 1, "The scan did not begin.");
        scanner.Give(Made.Ok($"sw-{number}"));
        scanner.Give(Made.Ok($"sw-{number}", "telnet"));
        scanner.End();
        await Wait.UntilAsync(() => !dashboard.Scans.IsRunning, "The scan did not end.");
        return board;
    }

    private static Task<string> GetAsync(HttpClient client, string address) => client.GetStringAsync(new Uri(address, UriKind.Relative));
}
