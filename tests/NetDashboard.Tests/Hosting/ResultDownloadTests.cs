using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Hosting;

/// <summary>What can be taken away from a scan, by plain requests.</summary>
public sealed class ResultDownloadTests
{
    private readonly HandScanner _scanner = new();

    [Fact]
    public async Task Csv_has_the_endpoints_that_match_in_the_order_asked_for()
    {
        await using var dashboard = await StartAsync();
        using var response = await GetAsync(dashboard, "results.csv?status=failed&sort=device");

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Matches(@"^attachment; filename=""?scan-\d{8}-\d{6}\.csv", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("sw-2 sw-10", string.Join(' ', lines[1..3].Select(line => line.Split(',')[0])));
        Assert.Equal("", lines[3]);
    }

    [Fact]
    public async Task Csv_without_a_filter_has_every_endpoint()
    {
        await using var dashboard = await StartAsync();
        using var response = await GetAsync(dashboard, "results.csv");

        Assert.Equal(1 + 6 + 1, (await response.Content.ReadAsStringAsync()).Split("\r\n").Length);
    }

    [Fact]
    public async Task Json_lines_are_those_of_the_command_line()
    {
        await using var dashboard = await StartAsync();
        using var response = await GetAsync(dashboard, "results.jsonl?sort=-device");

        var objects = (await response.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!)
            .ToArray();
        Assert.Equal("sw-10 sw-2 sw-1", string.Join(' ', objects.Select(one => one["device"].GetString())));
        Assert.Equal("AuthenticationFailed", objects[0]["failure"].GetString());
        Assert.False(objects[0].ContainsKey("transcript"), "The transcript is not part of it.");
    }

    [Fact]
    public async Task The_inventory_of_what_failed_can_be_scanned_again_and_has_no_secret()
    {
        await using var dashboard = await StartAsync();
        using var response = await GetAsync(dashboard, "results.yaml?status=failed");

        var yaml = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("pass word", yaml, StringComparison.Ordinal);
        var again = Inventory.Files.InventoryReader.Read([new("again.yaml", System.Text.Encoding.UTF8.GetBytes(yaml), Folder: null)]).Inventory;
        Assert.NotNull(again);
        Assert.Equal("sw-10/ssh sw-2/ssh", string.Join(' ', again.Devices.SelectMany(device => device.Endpoints.Select(endpoint => $"{device.Name}/{endpoint.Protocol}"))));
        Assert.Equal("Password of admin", Assert.Single(again.Questions));
    }

    [Fact]
    public async Task The_print_view_has_every_row_that_matches_and_nothing_around_it()
    {
        await using var dashboard = await StartAsync();
        using var response = await GetAsync(dashboard, "print?q=invalid");

        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        Assert.Equal("sw-10 sw-2", string.Join(' ', page.QuerySelectorAll(".print-table tbody th").Select(th => th.TextContent)));
        Assert.Contains("Failed", page.QuerySelector("td[data-status=failed]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("nav"));
    }

    [Theory]
    [InlineData("results.csv")]
    [InlineData("results.jsonl")]
    [InlineData("results.yaml")]
    [InlineData("print")]
    public async Task A_scan_that_is_not_kept_is_not_found(string what)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        using var response = await client.GetAsync(new Uri($"/scans/{Guid.NewGuid()}/{what}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(Dashboard dashboard, string what)
    {
        using var client = dashboard.CreateClient();
        var response = await client.GetAsync(new Uri($"/scans/{dashboard.Scans.Newest!.Id}/{what}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private async Task<Dashboard> StartAsync()
    {
        var dashboard = new Dashboard(scanner: _scanner);
        Assert.True(dashboard.Scans.TryStart(Made.Inventory("sw-10", "sw-2", "sw-1"), "campus.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => _scanner.Plans.Count == 1, "The scanner was not asked.");
        _scanner.Give(Made.Failed("sw-10"));
        _scanner.Give(Made.Failed("sw-2"));
        _scanner.Give(Made.Ok("sw-1"));
        await Wait.UntilAsync(() => board.Summary.Done == 3, "The results did not reach the board.");
        return dashboard;
    }
}
