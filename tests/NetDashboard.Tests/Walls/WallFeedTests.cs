using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Live;
using NetDashboard.Walls;

namespace NetDashboard.Tests.Walls;

/// <summary>What a wall is told, and when.</summary>
public sealed class WallFeedTests
{
    [Fact]
    public async Task The_state_is_asked_for_once_and_then_only_whether_it_changed()
    {
        await using var rig = WallRig.Open();
        var board = await rig.ScanAsync(Made.Inventory("sw-1", "sw-2"));
        rig.Scanner.Give(Made.Ok("sw-1"));
        rig.Scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        var made = await rig.ShareAsync();

        using var first = await rig.GetAsync(WallRig.At(made, "state?screen=one"), made.Token, request => request.Headers.Add("Accept-Encoding", "gzip, br"));
        Assert.Equal("br", Assert.Single(first.Content.Headers.ContentEncoding));
        await using var body = new BrotliStream(await first.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        var state = await JsonSerializer.DeserializeAsync<JsonElement>(body);
        var view = state.GetProperty("views")[0];
        Assert.Equal(("NOC west", "dark", 20), (state.GetProperty("wall").GetProperty("name").GetString(), state.GetProperty("wall").GetProperty("theme").GetString(), state.GetProperty("wall").GetProperty("rotate").GetInt32()));
        Assert.Equal((2, 1, 3), (view.GetProperty("devices").GetInt32(), Count(view, "ok"), Count(view, "cancelled")));

        using var again = await rig.GetAsync(WallRig.At(made, "state?screen=one"), made.Token, request => request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(1, rig.Dashboard.Services.GetRequiredService<WallDesk>().ScreensOf(made.Link.Id));
    }

    [Fact]
    public async Task A_stream_tells_only_what_changed_and_the_numbers_that_belong_to_it()
    {
        await using var rig = WallRig.Open();
        var board = await rig.ScanAsync(Made.Inventory("sw-1", "sw-2", "sw-3"));
        var made = await rig.ShareAsync(new WallView { Scan = board.Id });
        var state = await rig.StateAsync(made);
        await using var stream = await EventStream.OpenAsync(rig, made, state);
        Assert.Equal("beat", (await stream.NextAsync()).Name);

        rig.Scanner.Give(Made.Failed("sw-2"));
        var change = await stream.NextAsync("change");
        Assert.Equal(state.GetProperty("rev").GetInt64() + 1, change.GetProperty("rev").GetInt64());
        var view = change.GetProperty("views")[0];
        Assert.Equal((0, 1, 5), (view.GetProperty("i").GetInt32(), Count(view, "failed"), Count(view, "waiting")));
        var tile = Assert.Single(view.GetProperty("tiles").EnumerateObject());
        Assert.Equal(("1", "sw-2", "f", "SSH Authentication failed"), (tile.Name, tile.Value[0].GetString(), tile.Value[2].GetString(), tile.Value[3].GetString()));
        Assert.Equal("Authentication failed", view.GetProperty("reasons")[0][0].GetString());
    }

    [Fact]
    public async Task A_login_keeps_its_verdict_until_the_next_scan_has_another()
    {
        await using var rig = WallRig.Open();
        var first = await rig.ScanAsync(Made.Inventory("sw-1", "sw-2"));
        rig.Scanner.Give(Made.Ok("sw-1"));
        rig.Scanner.Give(Made.Ok("sw-1", "telnet"));
        rig.Scanner.Give(Made.Failed("sw-2"));
        rig.Scanner.Give(Made.Failed("sw-2", "telnet"));
        rig.Scanner.End();
        await Wait.UntilAsync(() => first.Summary is { IsRunning: false, Done: 4 }, "The scan did not end.");
        var made = await rig.ShareAsync();
        await rig.ScanAsync(Made.Inventory("sw-1", "sw-2"));

        var state = await rig.UntilAsync(made, s => View(s).GetProperty("state").GetString() == "running", "The second scan is not shown.");
        Assert.Equal((2, 2, 0), (Count(View(state), "ok"), Count(View(state), "failed"), Count(View(state), "waiting")));

        rig.Scanner.Give(Made.Failed("sw-1"));
        state = await rig.UntilAsync(made, s => Count(View(s), "failed") == 3, "The new failure is not shown.");
        var tile = View(state).GetProperty("tiles")[0];
        Assert.Equal(("f", "SSH Authentication failed"), (tile[2].GetString(), tile[3].GetString()));
        Assert.True(tile[4].GetInt64() > 0, "It is not marked as newly failing.");
        Assert.Equal((1, 4), (View(state).GetProperty("done").GetInt32(), View(state).GetProperty("total").GetInt32()));
        Assert.Equal(0, View(state).GetProperty("tiles")[1][4].GetInt64());
    }

    [Fact]
    public async Task A_filter_chooses_devices_and_logins()
    {
        await using var rig = WallRig.Open();
        var board = await rig.ScanAsync(Made.Inventory("core-1", "core-2", "edge-1"));
        var made = await rig.ShareAsync(new WallView { Filter = "name=core* and protocol=ssh" });
        rig.Scanner.Give(Made.Failed("core-1", "telnet"));
        await Wait.UntilAsync(() => board.Summary.Done == 1, "The result did not come.");

        var view = View(await rig.StateAsync(made));
        Assert.Equal((2, 0, 2), (view.GetProperty("devices").GetInt32(), Count(view, "failed"), Count(view, "waiting")));
        Assert.EndsWith("name=core* and protocol=ssh", view.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_ends_the_stream_at_once_and_renewing_brings_the_wall_back()
    {
        await using var rig = WallRig.Open();
        await rig.ScanAsync(Made.Inventory("sw-1"));
        var made = await rig.ShareAsync();
        await using var stream = await EventStream.OpenAsync(rig, made, await rig.StateAsync(made));
        await rig.Links.RevokeAsync(made.Link.Id, CancellationToken.None);

        Assert.Equal("revoked", (await stream.NextAsync("gone")).GetProperty("reason").GetString());
        Assert.True(await stream.HasEndedAsync(), "The stream goes on.");
        using (var gone = await rig.GetAsync(WallRig.At(made, "state"), made.Token))
        {
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            var words = await gone.Content.ReadAsStringAsync();
            Assert.Contains("\"reason\":\"revoked\"", words, StringComparison.Ordinal);
            Assert.DoesNotContain("sw-1", words, StringComparison.Ordinal);
        }

        await rig.Links.RenewAsync(made.Link.Id, expiresAt: null, CancellationToken.None);
        Assert.Equal("sw-1", View(await rig.StateAsync(made)).GetProperty("tiles")[0][0].GetString());
    }

    [Fact]
    public async Task A_link_whose_time_is_over_says_so()
    {
        await using var rig = WallRig.Open();
        await rig.ScanAsync(Made.Inventory("sw-1"));
        var made = await rig.ShareAsync(expiresAt: TimeProvider.System.GetUtcNow().AddSeconds(2));
        await using var stream = await EventStream.OpenAsync(rig, made, await rig.StateAsync(made));

        Assert.Equal("expired", (await stream.NextAsync("gone")).GetProperty("reason").GetString());
        using var gone = await rig.GetAsync(WallRig.At(made, "state"), made.Token);
        Assert.Contains("expired", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_screens_share_one_picture()
    {
        await using var rig = WallRig.Open();
        var board = await rig.ScanAsync(Made.Inventory("sw-1"));
        var made = await rig.ShareAsync(new WallView { Scan = board.Id });
        await rig.StateAsync(made);
        var feed = rig.Dashboard.Services.GetRequiredService<WallDesk>().Feed(made.Link);
        var before = feed.Newest!.Number;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var response = await rig.GetAsync(WallRig.At(made, $"state?screen={i}"), made.Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));

        Assert.Equal((before, 100), (feed.Newest.Number, feed.Screens - 1));
        Assert.Same(feed, rig.Dashboard.Services.GetRequiredService<WallDesk>().Feed(made.Link));
    }

    private static JsonElement View(JsonElement state) => state.GetProperty("views")[0];

    private static int Count(JsonElement view, string status) => view.GetProperty("counts").GetProperty(status).GetInt32();
}
