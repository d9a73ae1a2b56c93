using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Hosting.Walls;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Walls;

/// <summary>What a link opens, and what it does not.</summary>
public sealed class WallAccessTests
{
    [Fact]
    public async Task A_token_is_exchanged_for_a_cookie_of_its_wall_alone()
    {
        await using var rig = WallRig.Open();
        var made = await rig.ShareAsync();
        using var response = await rig.GetAsync(made.Path, token: null);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal($"/wall/view/{made.Link.Id}", response.Headers.Location?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Equal($"wall={made.Token}; max-age=34560000; path=/wall/view/{made.Link.Id}; samesite=lax; httponly", cookie);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    public async Task A_token_that_opens_nothing_is_told_so(string token)
    {
        await using var rig = WallRig.Open();
        await rig.ShareAsync();
        using var response = await rig.GetAsync($"/wall/{token}", token: null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("This link opens nothing here", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"), "It got a cookie.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("screen")]
    [InlineData("state")]
    [InlineData("events")]
    public async Task Without_the_cookie_or_with_that_of_another_wall_there_is_nothing(string what)
    {
        await using var rig = WallRig.Open();
        var (made, other) = (await rig.ShareAsync(), await rig.ShareAsync());

        foreach (var token in new[] { null, other.Token, ShareToken.Create(), "" })
        {
            using var response = await rig.GetAsync(WallRig.At(made, what), token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task With_the_cookie_of_a_wall_every_other_address_is_refused()
    {
        await using var rig = WallRig.Open();
        var made = await rig.ShareAsync();

        foreach (var address in Addresses(rig))
        {
            using var response = await rig.GetAsync(address, made.Token);
            Assert.True(response.StatusCode is HttpStatusCode.Forbidden, $"{address}: {response.StatusCode}.");
        }
    }

    [Fact]
    public async Task The_listener_of_walls_knows_walls_and_health_and_nothing_else()
    {
        await using var rig = WallRig.Open(listener: "http://127.0.0.1:0");
        var made = await rig.ShareAsync();
        var listener = Assert.Single(rig.Dashboard.Services.GetRequiredService<WallsHost>().Addresses);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(listener) };

        foreach (var address in Addresses(rig).Append("/_blazor/negotiate").Append("/wall"))
        {
            using var response = await rig.GetAsync(address, made.Token, client: client);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound, $"{address}: {response.StatusCode}.");
        }

        using (var hub = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), content: null))
        {
            Assert.Equal(HttpStatusCode.NotFound, hub.StatusCode);
        }

        using var opened = await rig.GetAsync(made.Path, token: null, client: client);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        using var state = await rig.GetAsync(WallRig.At(made, "state"), made.Token, client: client);
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
        Assert.Equal("nosniff", Assert.Single(state.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
    }

    [Fact]
    public async Task No_secret_no_user_name_no_prompt_and_no_words_of_a_device_are_in_anything_a_wall_sends()
    {
        await using var rig = WallRig.Open();
        var board = await rig.ScanAsync(Made.Inventory("sw-1", "sw-2"));
        rig.Scanner.Give(Made.Ok("sw-1"));
        rig.Scanner.Give(Made.Failed("sw-2"));
        await Wait.UntilAsync(() => board.Summary.Done == 2, "The results did not come.");
        var made = await rig.ShareAsync();

        var state = await rig.UntilAsync(made, s => s.GetProperty("views")[0].GetProperty("counts").GetProperty("failed").GetInt32() == 1, "The failure is not shown.");
        var text = state.GetRawText() + await FirstEventsAsync(rig, made);
        foreach (var hidden in new[] { "pass word", "admin", "sw-1#", "Login invalid", "ada-lovelace", made.Token, Convert.ToBase64String("pass word"u8) })
        {
            Assert.DoesNotContain(hidden, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("SSH Authentication failed", text, StringComparison.Ordinal);
        Assert.Contains("host-of-sw-2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redacted_wall_has_no_address()
    {
        await using var rig = WallRig.Open();
        var inventory = Made.Inventory("192.0.2.17", "core-10-0-0-1.example", "2001:db8::5", "edge-7");
        var board = await rig.ScanAsync(inventory with { Devices = [.. inventory.Devices.Select(device => device with { Host = "198.51.100.9" })] }, "net-203.0.113.0.yaml");
        rig.Scanner.Give(Made.Failed("edge-7"));
        await Wait.UntilAsync(() => board.Summary.Done == 1, "The result did not come.");
        var made = await rig.ShareAsync(new WallView { Scan = board.Id }, isRedacted: true, name: "Rack 10.1.2.3");

        var state = await rig.StateAsync(made);
        var text = state.GetRawText() + await FirstEventsAsync(rig, made);
        foreach (var part in new[] { "192.0.2", "10-0-0-1", "2001:db8", "198.51", "203.0.113", "10.1.2.3" })
        {
            Assert.DoesNotContain(part, text, StringComparison.Ordinal);
        }

        var names = state.GetProperty("views")[0].GetProperty("tiles").EnumerateArray().Select(tile => tile[0].GetString());
        Assert.Equal("Device 1, Device 2, Device 3, edge-7", string.Join(", ", names));
    }

    private static async Task<string> FirstEventsAsync(WallRig rig, NewShareLink made)
    {
        using var response = await rig.GetAsync(WallRig.At(made, "events?boot=x&rev=1"), made.Token);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        var text = new StringBuilder();
        while (!text.ToString().Contains("event: reset", StringComparison.Ordinal))
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        return text.ToString();
    }

    // Every address the program maps, walls and health aside.
    private static IEnumerable<string> Addresses(WallRig rig) => rig.Dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
        .Select(pattern => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}", _ => Guid.Empty.ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
        .Where(address => !address.StartsWith("/wall", StringComparison.Ordinal) && !address.StartsWith("/health", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);
}
