using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Hosting;

/// <summary>What changed between two scans, by plain requests: the page needs nothing else.</summary>
public sealed class ComparisonTests : IAsyncLifetime
{
    private readonly HandScanner _scanner = new();
    private Dashboard _dashboard = null!;
    private HttpClient _client = null!;

    public Task InitializeAsync()
    {
        _dashboard = Open();
        _client = _dashboard.CreateClient();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_scan_before_is_what_a_scan_is_compared_with_and_the_most_urgent_comes_first()
    {
        var (older, newer) = await TwoScansAsync();
        var page = await GetAsync($"/compare/{newer.Id}");

        Assert.Equal("newlyFailing sw-2, stillFailing =1+1, recovered sw-3", string.Join(", ", Changes(page)));
        Assert.Equal("1 1 1", string.Join(' ', page.QuerySelectorAll(".change-groups .counter-number").Select(number => number.TextContent)));
        Assert.Contains("Failed: Connect timeout - no answer", page.QuerySelector("tr[data-change=newlyFailing]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("other reason", page.QuerySelector("tr[data-change=stillFailing]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("tr[data-change=stillFailing] time"));
        Assert.Equal("/history/devices/sw-2", page.QuerySelector("tr[data-change=newlyFailing] th a")!.GetAttribute("href"));
        Assert.Equal($"/scans/{newer.Id}?q=sw-2", page.QuerySelector("tr[data-change=newlyFailing] a.change-details")!.GetAttribute("href"));
        Assert.Equal((newer.Id.ToString(), older.Id.ToString()), (Chosen(page, "newer"), Chosen(page, "older")));
    }

    [Fact]
    public async Task The_address_chooses_groups_devices_and_the_bound()
    {
        var (older, newer) = await TwoScansAsync();
        Assert.Equal("recovered sw-3", Assert.Single(Changes(await GetAsync($"/compare/{older.Id}/{newer.Id}?group=recovered,gone"))));
        Assert.Equal("newlyFailing sw-2", Assert.Single(Changes(await GetAsync($"/compare/{older.Id}/{newer.Id}?q=SW-2"))));

        // From the form, and the other way round.
        var page = await GetAsync($"/compare?newer={older.Id}&older={newer.Id}&factor=1&ms=5");
        Assert.Contains(Changes(page), change => change == "slower sw-0");
        Assert.Equal(newer.Id.ToString(), Chosen(page, "newer"));

        // What is gone has its details in the older scan.
        var other = await ScanAsync(Made.Ok("rack 3/sw-9"));
        var last = await ScanAsync(Made.Ok("sw-1"));
        var gone = (await GetAsync($"/compare/{other.Id}/{last.Id}?group=gone")).QuerySelector("tr[data-change=gone]")!;
        Assert.Equal("/history/devices/rack%203/sw-9", gone.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Equal($"/scans/{other.Id}?q=rack%203%2Fsw-9", gone.QuerySelector("a.change-details")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector($".change-groups a[href='/compare/{older.Id}/{newer.Id}?group=slower&factor=1&ms=5']"));
        Assert.Equal("No change matches the filter.", (await GetAsync($"/compare/{older.Id}/{newer.Id}?group=gone")).QuerySelector(".no-results")!.TextContent);
    }

    [Fact]
    public async Task Nothing_changed_nothing_before_and_nothing_known_are_said()
    {
        Assert.Contains("Nothing was scanned yet", (await GetAsync("/compare")).QuerySelector(".empty-scan")!.TextContent, StringComparison.Ordinal);
        var (older, newer) = await TwoScansAsync();
        Assert.Equal("Press Compare to see what changed between these two scans.", (await GetAsync("/compare")).QuerySelector(".empty-scan")!.TextContent);
        Assert.Contains("There is no scan of the same inventories before this one", (await GetAsync($"/compare?newer={older.Id}")).QuerySelector(".empty-scan")!.TextContent, StringComparison.Ordinal);
        var again = await ScanAsync(Failed("=1+1", "other"), Made.Ok("sw-0") with { Duration = TimeSpan.FromMilliseconds(400) }, Failed("sw-2", "no answer"), Made.Ok("sw-3"));

        var same = await GetAsync($"/compare/{newer.Id}/{again.Id}");
        Assert.Equal("stillFailing =1+1, stillFailing sw-2", string.Join(", ", Changes(same)));
        Assert.StartsWith("Nothing changed: what failed before still does", same.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        var (one, two) = (await ScanAsync(Made.Ok("sw-1")), await ScanAsync(Made.Ok("sw-1")));
        Assert.Equal("Nothing changed.", (await GetAsync($"/compare/{one.Id}/{two.Id}")).QuerySelector(".empty-scan")!.TextContent);
        Assert.Contains("There is no scan of the same inventories before this one", (await GetAsync($"/compare/{older.Id}")).QuerySelector(".empty-scan")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("not kept here", (await GetAsync($"/compare/{older.Id}/{Guid.NewGuid()}", HttpStatusCode.NotFound)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("not kept here", (await GetAsync($"/compare/{Guid.NewGuid()}", HttpStatusCode.NotFound)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("the same scan", (await GetAsync($"/compare/{older.Id}/{older.Id}", HttpStatusCode.BadRequest)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_scan_is_told_to_be_too_few_and_nothing_asks_for_two()
    {
        var only = await ScanAsync(Made.Ok("sw-1"));
        foreach (var path in new[] { "/compare", $"/compare/{only.Id}" })
        {
            var page = await GetAsync(path);
            Assert.Contains("There is only one scan yet: campus.yaml.", page.QuerySelector(".empty-scan")!.TextContent, StringComparison.Ordinal);
            Assert.Null(page.QuerySelector("form.scan-choice"));
        }
    }

    [Fact]
    public async Task It_can_be_taken_away_as_csv_and_json_lines_and_printed()
    {
        var (older, newer) = await TwoScansAsync();
        using var csv = await _client.GetAsync(new Uri($"/compare/{older.Id}/{newer.Id}/changes.csv?group=stillFailing", UriKind.Relative));
        Assert.Equal("text/csv; charset=utf-8", csv.Content.Headers.ContentType?.ToString());
        Assert.Matches(@"^attachment; filename=""?changes-\d{8}-\d{6}-\d{8}-\d{6}\.csv", csv.Content.Headers.ContentDisposition?.ToString());
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("stillFailing,'=1+1,ssh,false,failed,failed,AuthenticationFailed,ConnectTimeout,true,% Login invalid,other,20", lines[1], StringComparison.Ordinal);

        var json = (await _client.GetStringAsync(new Uri($"/compare/{older.Id}/{newer.Id}/changes.jsonl", UriKind.Relative)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        Assert.Equal(3, json.Length);
        Assert.Equal(("newlyFailing", "ok", "ConnectTimeout"), (json[0].GetProperty("change").GetString(), json[0].GetProperty("before").GetProperty("outcome").GetString(), json[0].GetProperty("now").GetProperty("failure").GetString()));

        var print = await GetAsync($"/compare/{older.Id}/{newer.Id}/print");
        Assert.Equal(3, Changes(print).Length);
        Assert.Null(print.QuerySelector("nav"));
        foreach (var what in new[] { "", "/print", "/changes.csv", "/changes.jsonl" })
        {
            Assert.DoesNotContain("pass word", await _client.GetStringAsync(new Uri($"/compare/{older.Id}/{newer.Id}{what}", UriKind.Relative)), StringComparison.Ordinal);
            using var unknown = await _client.GetAsync(new Uri($"/compare/{older.Id}/{Guid.NewGuid()}{what}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }
    }

    private Dashboard Open() => new(scanner: _scanner);

    private static ProbeResult Failed(string device, string words) => Made.Of(new EndpointKey(device, "ssh"), ProbeVerdict.Failed(ProbeFailure.ConnectTimeout, words));

    private static string[] Changes(IDocument page) => [.. page.QuerySelectorAll("tr[data-change]").Select(row => $"{row.GetAttribute("data-change")} {row.GetAttribute("data-device")}")];

    private static string? Chosen(IDocument page, string select) => page.QuerySelector($"select[name={select}] option[selected]")?.GetAttribute("value");

    private async Task<IDocument> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((path, expected), (path, response.StatusCode));
        return new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    private async Task<(ScanBoard Older, ScanBoard Newer)> TwoScansAsync()
    {
        var older = await ScanAsync(Made.Failed("=1+1"), Made.Ok("sw-0"), Made.Ok("sw-2"), Failed("sw-3", "no answer"));
        var newer = await ScanAsync(Failed("=1+1", "other"), Made.Ok("sw-0") with { Duration = TimeSpan.FromMilliseconds(400) }, Failed("sw-2", "no answer"), Made.Ok("sw-3"));
        return (older, newer);
    }

    private async Task<ScanBoard> ScanAsync(params ProbeResult[] results)
    {
        _scanner.Plans.Clear();
        var inventory = Made.Inventory([.. results.Select(result => result.Device)]);
        inventory = inventory with { Devices = [.. inventory.Devices.Select(device => device with { Endpoints = [device.Endpoints[0]] })] };
        var board = _dashboard.Scans.TryStart(inventory, "campus.yaml", ["campus.yaml"]).Board!;
        await Wait.UntilAsync(() => !_scanner.Plans.IsEmpty, "The scan did not begin.");
        foreach (var result in results)
        {
            _scanner.Give(result);
        }

        _scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning && !_dashboard.Scans.IsRunning, "The scan did not end.");
        return board;
    }
}
