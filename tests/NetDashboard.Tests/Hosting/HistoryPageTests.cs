using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
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
        var words = await unknown.Content.ReadAsStringAsync();
        Assert.Contains("No device of this name was ever scanned here. <a href=\"/history/devices\">Show all devices</a>.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("belongs to no page", words, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("/history", "Scans")]
    [InlineData("/history/devices", "Devices")]
    [InlineData("/history/devices/sw-1", "Devices")]
    [InlineData("/compare", "Compare")]
    [InlineData("/compare/9f0f8a9c-5b53-4dd0-9a9f-9d3f1c4d2a10?q=sw", "Compare")]
    [InlineData("/hostkeys?q=sw", "Host keys")]
    public async Task All_pages_about_the_past_are_the_history_and_say_which_part_of_it(string address, string tab)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.Equal("Live scan, Scans, History, Walls, Inventories, Credentials, Help", Words(page.QuerySelectorAll("nav[aria-label=Main] a")));
        Assert.Equal("History", Words(page.QuerySelectorAll("nav[aria-label=Main] a[aria-current=page]")));
        Assert.Equal("Scans, Devices, Compare, Host keys", Words(page.QuerySelectorAll("nav[aria-label=History] a")));
        Assert.Equal(tab, Words(page.QuerySelectorAll("nav[aria-label=History] a[aria-current=page]")));
    }

    [Theory, InlineData("/"), InlineData("/scans"), InlineData("/help"), InlineData("/hostkeysandmore")]
    public async Task Other_pages_are_no_part_of_the_history(string address)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.DoesNotContain("History", Words(page.QuerySelectorAll("nav[aria-label=Main] a[aria-current=page]")), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("nav[aria-label=History]"));
    }

    [Fact]
    public async Task Every_host_key_is_listed_with_when_it_was_seen_and_whether_it_is_trusted()
    {
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner);
        using var client = dashboard.CreateClient();
        Assert.Contains("No host key has been seen yet", await GetAsync(client, "/hostkeys"), StringComparison.Ordinal);
        for (var i = 1; i <= 7; i++)
        {
            await ScanAsync(dashboard, scanner, i, $"SHA256:{Math.Max(i, 2)}");
            await ScanAsync(dashboard, scanner, 1, $"SHA256:{i}");
        }

        var page = new HtmlParser().ParseDocument(await GetAsync(client, "/hostkeys"));
        Assert.Equal("sw-1, sw-2, sw-3, sw-4, sw-5, sw-6, sw-7", Words(page.QuerySelectorAll("tbody[data-device] th")));
        Assert.Equal("/history/devices/sw-2", page.QuerySelector("tbody[data-device=sw-2] a")!.GetAttribute("href"));
        Assert.Equal("SHA256:2 ", page.QuerySelector("tbody[data-device=sw-2] .key-print")!.ParentElement!.TextContent);
        Assert.Equal("Yes, as the first", page.QuerySelector("tbody[data-device=sw-2] .key-trust")!.TextContent);

        // The trusted one first, of the many others those seen last.
        Assert.Equal("SHA256:2, SHA256:7, SHA256:6, SHA256:5, SHA256:4", Words(page.QuerySelectorAll("tbody[data-device=sw-1] .key-print")));
        Assert.Equal("Yes, as the first, No: waits for a decision, No, No, No", Words(page.QuerySelectorAll("tbody[data-device=sw-1] .key-trust")));
        Assert.Contains("and 2 more", page.QuerySelector("tbody[data-device=sw-1] tr:last-child")!.TextContent, StringComparison.Ordinal);

        var one = new HtmlParser().ParseDocument(await GetAsync(client, "/hostkeys?q=W-3"));
        Assert.Equal("sw-3", Words(one.QuerySelectorAll("tbody[data-device] th")));
        Assert.Contains("No device whose name has “nine” has shown a host key", await GetAsync(client, "/hostkeys?q=nine"), StringComparison.Ordinal);
        Assert.Equal("sw-6, sw-7", Words(new HtmlParser().ParseDocument(await GetAsync(client, "/hostkeys?after=sw-5")).QuerySelectorAll("tbody[data-device] th")));
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

    private static string Words(IEnumerable<IElement> elements) => string.Join(", ", elements.Select(element => element.TextContent.Trim()));

    private static async Task<ScanBoard> ScanAsync(Dashboard dashboard, HandScanner scanner, int number, string? hostKey = null)
    {
        var scans = scanner.Plans.Count;
        Assert.True(dashboard.Scans.TryStart(Made.Inventory($"sw-{number}"), "made.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => scanner.Plans.Count == scans + 1, "The scan did not begin.");
        scanner.Give(Made.Ok($"sw-{number}") with { HostKey = hostKey });
        scanner.Give(Made.Ok($"sw-{number}", "telnet"));
        scanner.End();
        await Wait.UntilAsync(() => !dashboard.Scans.IsRunning, "The scan did not end.");
        return board;
    }

    private static Task<string> GetAsync(HttpClient client, string address) => client.GetStringAsync(new Uri(address, UriKind.Relative));
}
