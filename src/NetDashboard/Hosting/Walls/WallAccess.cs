using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Hosting.Walls;

/// <summary>
/// Who may see a wall. The token of a link stands in the address once; it is exchanged for a cookie that goes to this wall's addresses only, so that it is in no
/// address bar, no history of the browser and no referrer. The cookie says what the token said, and outlives a restart as it does.
/// </summary>
internal static class WallAccess
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "wall";

    // As long as browsers keep one (RFC 6265bis, section 5.5): a link that is renewed brings its screens back.
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(400);
    private static readonly PathString s_walls = "/wall";
    private static readonly PathString s_health = "/health";

    /// <summary>Where a wall is.</summary>
    public static string AddressOf(Guid link) => $"/wall/view/{link:D}";

    /// <summary>Has the browser keep the token for this wall.</summary>
    public static void Give(HttpContext context, Guid link, string token) => context.Response.Cookies.Append(Cookie, token, new CookieOptions
    {
        Path = AddressOf(link),
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        MaxAge = s_kept,

        // Not strict: the link may be opened from a mail or a chat, and the wall it leads to must get the cookie at once.
        SameSite = SameSiteMode.Lax,
    });

    /// <summary>The link whose wall is asked for, if the request may see it, also when it is over; else <see langword="null"/>.</summary>
    public static async ValueTask<ShareLink?> FindAsync(HttpContext context, Guid id, ShareLinkDesk links) =>
        await links.FindAsync(context.Request.Cookies[Cookie], context.RequestAborted).ConfigureAwait(false) is { } link && link.Id == id ? link : null;

    /// <summary>Refuses whatever is no wall to whoever shows the cookie of one: a link opens nothing else.</summary>
    public static IApplicationBuilder UseWallsOnly(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Cookies.ContainsKey(Cookie) && !context.Request.Path.StartsWithSegments(s_walls, StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments(s_health, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    });
}
