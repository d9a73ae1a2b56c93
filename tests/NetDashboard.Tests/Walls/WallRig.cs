using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Walls;

/// <summary>The program with a scan whose results a test gives, and a link to share it by.</summary>
internal sealed class WallRig(Dashboard dashboard, HandScanner scanner) : IAsyncDisposable
{
    public Dashboard Dashboard { get; } = dashboard;

    public HandScanner Scanner { get; } = scanner;

    public ShareLinkDesk Links => Dashboard.Services.GetRequiredService<ShareLinkDesk>();

    /// <summary>As a browser that nothing was given to yet.</summary>
    public HttpClient Client { get; } = dashboard.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });

    /// <param name="time">Takes the place of the system's clock.</param>
    /// <param name="listener">Where a listener of its own serves walls; none when left out.</param>
    public static WallRig Open(TimeProvider? time = null, string listener = "")
    {
        var scanner = new HandScanner();
        return new WallRig(new Dashboard(scanner: scanner, time: time) { Settings = { ["Walls:Urls"] = listener } }, scanner);
    }

    /// <summary>Where a browser can reach it.</summary>
    /// <param name="root">A folder that stays, for what a next one is to find; none when left out.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static WallRig Listen(string? root = null, int port = 0)
    {
        var scanner = new HandScanner();
        return new WallRig(new Dashboard(scanner: scanner, root: root).Listen(port), scanner);
    }

    public async Task<ScanBoard> ScanAsync(DeviceInventory inventory, string title = "campus.yaml")
    {
        var scans = Scanner.Plans.Count;
        Assert.True(Dashboard.Scans.TryStart(inventory, title, out var board), "The scan did not start.");
        await Wait.UntilAsync(() => Scanner.Plans.Count > scans, "The scanner was not asked.");
        return board;
    }

    public Task<NewShareLink> ShareAsync(WallView? view = null, bool isRedacted = false, DateTimeOffset? expiresAt = null, string name = "NOC west") =>
        Links.CreateAsync(new ShareLinkDraft { Name = name, Plan = new WallPlan { Views = [view ?? new WallView()], IsRedacted = isRedacted }, ExpiresAt = expiresAt, CreatedBy = "ada-lovelace" }, CancellationToken.None);

    public Task<NewShareLink> ShareAsync(ImmutableArray<WallView> views) =>
        Links.CreateAsync(new ShareLinkDraft { Name = "NOC west", Plan = new WallPlan { Views = views } }, CancellationToken.None);

    /// <summary>Follows a link, as far as the cookie.</summary>
    public async Task<string> CookieAsync(NewShareLink made)
    {
        using var response = await Client.GetAsync(new Uri(made.Path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("Set-Cookie"));
    }

    public Task<HttpResponseMessage> GetAsync(string address, string? token, Action<HttpRequestMessage>? change = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (token is not null)
        {
            request.Headers.Add("Cookie", $"wall={token}");
        }

        change?.Invoke(request);
        return (client ?? Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<JsonElement> StateAsync(NewShareLink made)
    {
        using var response = await GetAsync(At(made, "state"), made.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    /// <summary>The state, once it is as a test wants it.</summary>
    public async Task<JsonElement> UntilAsync(NewShareLink made, Func<JsonElement, bool> isSo, string problem)
    {
        JsonElement state = default;
        await Wait.UntilAsync(() => isSo(state = StateAsync(made).GetAwaiter().GetResult()), problem);
        return state;
    }

    public static string At(NewShareLink made, string what) => $"/wall/view/{made.Link.Id}/{what}".TrimEnd('/');

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Dashboard.DisposeAsync();
    }
}
