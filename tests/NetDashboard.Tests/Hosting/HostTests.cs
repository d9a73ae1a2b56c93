using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Hosting;

public sealed class HostTests
{
    public static TheoryData<string> Environments => ["Development", "Production"];

    [Theory, MemberData(nameof(Environments))]
    public async Task Scripts_and_styles_are_served_and_those_of_wwwroot_are_the_files_at_the_root(string environment)
    {
        await using var dashboard = new Dashboard(environment);
        using var client = dashboard.CreateClient();

        foreach (var path in new[] { "/_framework/blazor.web.js", "/_content/Radzen.Blazor/Radzen.Blazor.min.js", "/_content/Radzen.Blazor/css/default-base.css" })
        {
            using var response = await client.GetAsync(path);
            Assert.True(response.IsSuccessStatusCode, $"{path} answered {response.StatusCode} in {environment}.");
        }

        foreach (var path in new[] { "js/theme.js", "js/start.js", "js/hands.js", "css/tokens.css", "css/radzen.css", "css/app.css", "css/scan.css", "css/library.css", "favicon.svg" })
        {
            var file = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "wwwroot", path));
            Assert.Equal(file, await client.GetStringAsync(path));
        }
    }

    [Theory, MemberData(nameof(Environments))]
    public async Task Settings_come_from_the_root(string environment)
    {
        await using var dashboard = new Dashboard(environment);

        var settings = dashboard.Services.GetRequiredService<IConfiguration>();

        Assert.Equal("http://127.0.0.1:5080", settings["Urls"]);
        Assert.Equal("localhost;127.0.0.1;[::1]", settings["AllowedHosts"]);
    }

    [Theory, InlineData("/"), InlineData("/help"), InlineData("/no-such-page"), InlineData("/js/theme.js"), InlineData("/health/live")]
    public async Task Every_response_carries_the_security_headers(string path)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();

        using var response = await client.GetAsync(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task A_host_name_that_is_not_ours_is_refused()
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        client.DefaultRequestHeaders.Host = "rebound.example";

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData("http://localhost:80", HttpStatusCode.OK)]
    [InlineData("http://localhost:8080", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Only_our_own_pages_may_open_the_live_connection(string? origin, HttpStatusCode expected)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory, InlineData("/no-such-page"), InlineData("/scans/6f0cf8a5-15cf-4b68-9a3a-0c36c6c0e9a1"), InlineData("/scans/not-an-id")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Go to the live scan", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_answer_already_shows_the_newest_scan()
    {
        await using var dashboard = new Dashboard(scanner: new HandScanner());
        Assert.True(dashboard.Scans.TryStart(Made.Inventory("edge-1"), "made.yaml", out _));
        using var client = dashboard.CreateClient();

        var page = await client.GetStringAsync("/");

        Assert.Contains("data-device=\"edge-1\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_page_explains_every_failure()
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();

        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/help"));

        Assert.All(NetDashboard.Probing.FailureGuide.All, guide => Assert.Contains(guide.Action, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_is_good_when_all_is_well()
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();

        Assert.Equal("Healthy", await client.GetStringAsync("/health/live"));
        Assert.Equal("Healthy", await client.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task Readiness_fails_with_the_reason_when_the_inventories_are_out_of_reach()
    {
        await using var dashboard = new Dashboard();
        Directory.Delete(dashboard.Inventories);
        await File.WriteAllTextAsync(dashboard.Inventories, "a file where a folder should be");
        using var client = dashboard.CreateClient();

        using var response = await client.GetAsync("/health/ready");
        File.Delete(dashboard.Inventories);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("is no folder", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_out_of_range_stops_the_start()
    {
        await using var dashboard = new Dashboard();
        await using var wrong = dashboard.WithWebHostBuilder(builder => builder.UseSetting("Scan:MaxConcurrency", "0"));

        var failure = Assert.Throws<OptionsValidationException>(() => wrong.Services);

        Assert.Contains("MaxConcurrency", failure.Message, StringComparison.Ordinal);
    }
}
