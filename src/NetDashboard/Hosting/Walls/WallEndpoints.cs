using NetDashboard.Components.Walls;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Walls;

namespace NetDashboard.Hosting.Walls;

/// <summary>Walls over HTTP; docs/walls.md says what each address gives.</summary>
internal static class WallEndpoints
{
    private const int MaxScreenName = 64;
    private const string Fresh = "no-store";
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Unknown = "This link opens nothing here. It may be mistyped, or somebody has removed it: ask whoever gave it to you for another.";

    private static readonly TimeSpan s_firstPicture = TimeSpan.FromSeconds(5);

    /// <summary>Registers what walls are made of.</summary>
    public static IServiceCollection AddWalls(this IServiceCollection services)
    {
        services.AddOptions<WallOptions>().BindConfiguration(WallOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new WallFiles(provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider));
        services.AddSingleton(provider => new ServerIdentity(provider.GetRequiredService<WallFiles>().Build));
        services.AddSingleton<WallDesk>();
        services.AddSingleton<WallStream>();
        services.AddSingleton<WallsHost>();
        services.AddSingleton(provider => new WallAddress(() => provider.GetRequiredService<WallsHost>().PublicAddress));
        services.AddHostedService(provider => provider.GetRequiredService<WallsHost>());
        return services;
    }

    /// <summary>Maps everything below <c>/wall</c>.</summary>
    public static void MapWalls(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/wall/{token}", OpenAsync);
        endpoints.MapGet("/wall/assets/{name}", SendAssetAsync);
        endpoints.MapGet("/wall/view/{id:guid}", (Guid id, HttpContext context, ShareLinkDesk links, WallFiles files) => SendPageAsync(id, "keeper.html", context, links, files));
        endpoints.MapGet("/wall/view/{id:guid}/screen", (Guid id, HttpContext context, ShareLinkDesk links, WallFiles files) => SendPageAsync(id, "screen.html", context, links, files));
        endpoints.MapGet("/wall/view/{id:guid}/state", SendStateAsync);
        endpoints.MapGet("/wall/view/{id:guid}/events", SendEventsAsync);
    }

    private static async Task OpenAsync(string token, HttpContext context, ShareLinkDesk links)
    {
        try
        {
            if (await links.FindAsync(token, context.RequestAborted).ConfigureAwait(false) is not { } link)
            {
                await WallAnswers.SayAsync(context, StatusCodes.Status404NotFound, Unknown).ConfigureAwait(false);
                return;
            }

            context.Response.Headers.CacheControl = Fresh;
            WallAccess.Give(context, link.Id, token);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = WallAccess.AddressOf(link.Id);
        }
        catch (StoreException e)
        {
            await WallAnswers.SayAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message).ConfigureAwait(false);
        }
    }

    private static Task SendAssetAsync(string name, HttpContext context, WallFiles files) =>
        files.Find(name) is { } file && !name.EndsWith(".html", StringComparison.Ordinal)
            ? WallAnswers.SendAsync(context, file, context.Request.Query.ContainsKey("v") ? ForEver : "no-cache")
            : WallAnswers.SayAsync(context, StatusCodes.Status404NotFound, Unknown);

    private static Task SendPageAsync(Guid id, string name, HttpContext context, ShareLinkDesk links, WallFiles files) => ForHolderAsync(
        id, context, links, _ => files.Find(name) is { } file ? WallAnswers.SendAsync(context, file, "no-cache") : WallAnswers.SayAsync(context, StatusCodes.Status404NotFound, Unknown));

    private static Task SendStateAsync(Guid id, HttpContext context, ShareLinkDesk links, WallDesk desk, TimeProvider time) => ForViewerAsync(
        id,
        context,
        links,
        desk,
        time,
        async (link, screen) =>
        {
            var feed = desk.Feed(link);
            if (!feed.NoteScreen(screen))
            {
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, desk.Server, "full").ConfigureAwait(false);
                return;
            }

            links.NoteSeen(id);
            await feed.WaitAsync(known: 0, s_firstPicture, context.RequestAborted).ConfigureAwait(false);
            if (feed.Newest is not { } newest || feed.Problem is not null)
            {
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, desk.Server, "trouble").ConfigureAwait(false);
                return;
            }

            var body = newest.Body(time.GetUtcNow());
            context.Response.Headers.CacheControl = Fresh;
            await WallAnswers.SendAsync(
                context, "application/json; charset=utf-8", $"\"{desk.Server.Boot}-{newest.Number}\"", body.Plain, () => body.Gzip, () => body.Brotli).ConfigureAwait(false);
        });

    private static Task SendEventsAsync(
        Guid id, HttpContext context, ShareLinkDesk links, WallDesk desk, WallStream stream, TimeProvider time, IHostApplicationLifetime lifetime) => ForViewerAsync(
        id,
        context,
        links,
        desk,
        time,
        async (link, screen) =>
        {
            if (!desk.Feed(link).NoteScreen(screen))
            {
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, desk.Server, "full").ConfigureAwait(false);
                return;
            }

            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await stream.RunAsync(context, link, screen, ends.Token).ConfigureAwait(false);
        });

    // Whoever holds the link may have its page, also when it is over: the page says so, and comes back when the link does.
    private static async Task ForHolderAsync(Guid id, HttpContext context, ShareLinkDesk links, Func<ShareLink, Task> answer)
    {
        try
        {
            await (await WallAccess.FindAsync(context, id, links).ConfigureAwait(false) is { } link
                ? answer(link)
                : WallAnswers.SayAsync(context, StatusCodes.Status404NotFound, Unknown)).ConfigureAwait(false);
        }
        catch (StoreException e)
        {
            await WallAnswers.SayAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    private static Task ForViewerAsync(Guid id, HttpContext context, ShareLinkDesk links, WallDesk desk, TimeProvider time, Func<ShareLink, string, Task> answer) =>
        ForHolderAsync(id, context, links, link => link.StateAt(time.GetUtcNow()) switch
        {
            ShareLinkState.Revoked => RefuseAsync(context, StatusCodes.Status410Gone, desk.Server, "revoked"),
            ShareLinkState.Expired => RefuseAsync(context, StatusCodes.Status410Gone, desk.Server, "expired"),
            _ => answer(link, context.Request.Query["screen"] is [{ Length: > 0 and <= MaxScreenName } screen] ? screen : "unnamed"),
        });

    private static Task RefuseAsync(HttpContext context, int status, ServerIdentity server, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = Fresh;
        return context.Response.WriteAsJsonAsync(new { boot = server.Boot, build = server.Build, reason }, context.RequestAborted);
    }
}
