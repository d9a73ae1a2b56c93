using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Hosting.Control;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Commands;

/// <summary>Walls shared without a browser, by a dashboard that runs.</summary>
public sealed partial class ShareCommandTests : CommandTestBase
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_wall_is_shared_listed_revoked_renewed_and_removed()
    {
        await using var dashboard = Open();
        using var client = dashboard.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Socket(dashboard)));

        var (_, address, told) = await RunAsync(
            dashboard, 0, "create", "--inventory", "campus.yaml", "core.yaml", "--where", "site=ams", "--name", "NOC west", "--expires", "2126-12-31", "--redact", "--theme", "7-19", "--rotate", "30", "--sound", "--qr");
        Assert.Contains("“NOC west”", told, StringComparison.Ordinal);
        Assert.Contains("ends 2127-01-01 00:00 UTC", told, StringComparison.Ordinal);
        var token = Address().Match(address).Groups["token"].Value;
        Assert.True(token.Length == ShareToken.Length, $"The address does not stand alone: {address}");
        Assert.DoesNotContain(token, told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await client.GetAsync(new Uri($"/wall/{token}", UriKind.Relative))).StatusCode);

        var links = dashboard.Services.GetRequiredService<ShareLinkDesk>();
        var link = (await links.FindAsync(token, CancellationToken.None))!;
        Assert.Equal(
            (Environment.UserName, true, true, WallTheme.Hours, 7, 19, 30), (link.CreatedBy, link.Plan.IsRedacted, link.Plan.HasSound, link.Plan.Theme, link.Plan.LightFrom, link.Plan.LightUntil, link.Plan.RotateSeconds));
        Assert.Equal("campus.yaml where site=ams; core.yaml where site=ams", string.Join("; ", link.Plan.Views.Select(view => $"{Assert.Single(view.Inventories)} where {view.Filter}")));

        var (_, table, _) = await RunAsync(dashboard, 0, "list");
        Assert.Matches($@"^ID .*\n{link.Id:D}  valid +2127-01-01 00:00  never +0 +NOC west  campus\.yaml where site=ams; core\.yaml where site=ams\n$", table);
        Assert.DoesNotContain(token, table, StringComparison.Ordinal);

        var id = link.Id.ToString("D");
        await RunAsync(dashboard, 0, "revoke", id);
        Assert.Equal(ShareLinkState.Revoked, links.Find(link.Id)!.StateAt(DateTimeOffset.UtcNow));
        await RunAsync(dashboard, 0, "renew", id, "--expires", "never");
        var (_, line, _) = await RunAsync(dashboard, 0, "list", "--format", "jsonl");
        using (var json = JsonDocument.Parse(Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries))))
        {
            Assert.Equal(("valid", JsonValueKind.Null), (json.RootElement.GetProperty("state").GetString(), json.RootElement.GetProperty("expiresAt").ValueKind));
            Assert.Equal(("7-19", 0), (json.RootElement.GetProperty("theme").GetString(), json.RootElement.GetProperty("screens").GetInt32()));
        }

        await RunAsync(dashboard, 0, "remove", id);
        Assert.Null(await links.FindAsync(token, CancellationToken.None));
        var (_, nothing, words) = await RunAsync(dashboard, 0, "list");
        Assert.Equal((string.Empty, "Nothing is shared.\n"), (nothing, words));
        foreach (var verb in new[] { "revoke", "renew", "remove" })
        {
            Assert.Contains("There is no such link.", (await RunAsync(dashboard, 2, verb, id)).Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_cannot_be_shared_is_refused_in_words_and_nothing_is_made()
    {
        await using var dashboard = Open();
        await RefuseAsync("There is no inventory none.yaml. There are: campus.yaml, core.yaml.", "--inventory", "none.yaml");
        await RefuseAsync("is not kept here", "--scan", Guid.NewGuid().ToString());
        await RefuseAsync("The filter is wrong at column", "--where", "site=(");
        await RefuseAsync("must end in the future", "--expires", "2001-01-01");
        await RefuseAsync("A link has a name", "--name", " ");
        await RefuseAsync("--expires takes", "--expires", "soon");
        await RefuseAsync("--theme takes", "--theme", "7-25");
        await RefuseAsync("do not go together", "--scan", Guid.NewGuid().ToString(), "--inventory", "core.yaml");
        await RefuseAsync("--rotate needs several", "--rotate", "20");
        await RefuseAsync("after 5 to 3600 seconds", "--rotate", "2", "--inventory", "campus.yaml", "core.yaml");
        Assert.Empty(await dashboard.Services.GetRequiredService<ShareLinkDesk>().ListAsync(CancellationToken.None));

        async Task RefuseAsync(string words, params string[] arguments)
        {
            var (_, output, errors) = await RunAsync(dashboard, 2, ["create", .. arguments]);
            Assert.True(errors.Contains(words, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {errors}");
            Assert.Empty(output);
        }
    }

    [Fact]
    public async Task Without_a_dashboard_that_is_said_and_a_socket_that_was_left_behind_is_replaced()
    {
        string path;
        await using (var dashboard = new Dashboard(root: Folder.FullName))
        {
            Assert.NotEmpty(dashboard.Services.GetRequiredService<ControlHost>().Path!);
            path = Socket(dashboard);
        }

        Assert.False(File.Exists(path), "The socket outlived its dashboard.");
        var data = Path.GetDirectoryName(path)!;
        await ExpectNobodyAsync();

        // As a process that is killed leaves it.
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            var elsewhere = path + ".elsewhere";
            dead.Bind(new UnixDomainSocketEndPoint(elsewhere));
            File.Move(elsewhere, path);
        }

        Assert.True(File.Exists(path), "There is nothing left behind: this tells nothing.");
        await ExpectNobodyAsync();
        await using var next = new Dashboard(root: Folder.FullName);
        Assert.Equal(path, next.Services.GetRequiredService<ControlHost>().Path);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        await RunAsync(next, 0, "list");

        // One that answers is left alone.
        var logger = new ListLogger();
        await using (var second = new ControlHost(next.Services.GetRequiredService<Inventory.Vault.SecretVault>(), next.Services.GetRequiredService<ShareOrders>(), logger))
        {
            await second.StartAsync(CancellationToken.None);
            Assert.Null(second.Path);
            Assert.Contains("another dashboard answers", Assert.Single(logger.Lines), StringComparison.Ordinal);
            await second.StopAsync(CancellationToken.None);
        }

        await RunAsync(next, 0, "list");

        async Task ExpectNobodyAsync()
        {
            var (exitCode, output, errors) = await CommandRun.RunAsync("share", "list", "--data", data);
            Assert.Equal((2, string.Empty, $"No dashboard answers at {path}. Start it, or name its data folder with --data.\n"), (exitCode, output, errors));
        }
    }

    [Fact]
    public async Task A_data_folder_whose_path_is_too_long_is_done_without()
    {
        var root = Path.Combine(Folder.FullName, new string('x', 100));
        await using var dashboard = new Dashboard(root: root);
        using var client = dashboard.CreateClient();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
        Assert.Null(dashboard.Services.GetRequiredService<ControlHost>().Path);
        Assert.Contains("No dashboard answers", (await RunAsync(dashboard, 2, "list")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_are_not_on_the_socket_nor_orders_on_the_port()
    {
        await using var dashboard = Open();
        using var pages = dashboard.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await pages.GetAsync(new Uri("/shares", UriKind.Relative))).StatusCode);

        var path = Socket(dashboard);
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        using var socket = new HttpClient(handler) { BaseAddress = new Uri("http://dashboard/") };
        foreach (var page in new[] { "/", "/scans", "/_blazor", "/wall/assets/wall.css", "/health/live" })
        {
            Assert.Equal((page, HttpStatusCode.NotFound), (page, (await socket.GetAsync(new Uri(page, UriKind.Relative))).StatusCode));
        }

        using var nonsense = new StringContent("[nonsense", System.Text.Encoding.UTF8, "application/json");
        using var refused = await socket.PostAsync(new Uri("/shares", UriKind.Relative), nonsense);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task While_the_store_is_away_a_link_is_revoked_and_it_is_said_that_this_is_not_kept_yet()
    {
        await using var dashboard = Open();
        var links = dashboard.Services.GetRequiredService<ShareLinkDesk>();
        var made = await links.CreateAsync(new ShareLinkDraft { Name = "made", Plan = new WallPlan { Views = [new WallView()] } }, CancellationToken.None);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "netdashboard.db")};Pooling=false;Default Timeout=10"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();
            var revoking = RunAsync(dashboard, 2, "revoke", made.Link.Id.ToString());
            var making = RunAsync(dashboard, 2, "create");
            Assert.Contains("It holds now, but is not kept yet", (await revoking).Errors, StringComparison.Ordinal);
            var (_, output, errors) = await making;
            Assert.True(output.Length == 0 && errors.Contains("Nothing is done.", StringComparison.Ordinal), $"{output}{errors}");
            Assert.Equal(ShareLinkState.Revoked, links.Find(made.Link.Id)!.StateAt(DateTimeOffset.UtcNow));
        }

        await Wait.UntilAsync(() => dashboard.Scans.Journal is { IsHealthy: true, Waiting: 0 }, "The store does not go on.");
        await links.RenewAsync(made.Link.Id, expiresAt: null, CancellationToken.None);
        Assert.Single(await links.ListAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("list")]
    [InlineData("revoke")]
    [InlineData("renew")]
    [InlineData("remove")]
    public async Task Help_says_what_it_does_and_how_it_ends(string verb)
    {
        var (exitCode, output, _) = await CommandRun.RunAsync("share", verb, "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("--data", output, StringComparison.Ordinal);
        Assert.Contains("130", output, StringComparison.Ordinal);
    }

    private static Dashboard Open()
    {
        var dashboard = new Dashboard(scanner: new HandScanner());
        dashboard.Write("campus.yaml", "- host: 192.0.2.1\n  transport: asynctelnet\n");
        dashboard.Write("core.yaml", "- host: 192.0.2.2\n  transport: asynctelnet\n");

        // The first use starts it.
        Assert.NotNull(dashboard.Services.GetRequiredService<ControlHost>().Path);
        return dashboard;
    }

    private static string Socket(Dashboard dashboard) => Path.Combine(dashboard.Data, "control.sock");

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(Dashboard dashboard, int code, params string[] arguments)
    {
        var run = await CommandRun.RunAsync(["share", .. arguments, "--data", dashboard.Data]);
        Assert.True(run.ExitCode == code, string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Output}\n{run.Errors}"));
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        return run;
    }

    [GeneratedRegex(@"\Ahttp://[a-z0-9.:]+/wall/(?<token>[\w-]+)\n\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    private sealed class ListLogger : Microsoft.Extensions.Logging.ILogger<ControlHost>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
