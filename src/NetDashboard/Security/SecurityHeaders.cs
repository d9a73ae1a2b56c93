namespace NetDashboard.Security;

/// <summary>Response headers that tell browsers to load nothing from elsewhere and to be framed by nobody.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Everything comes from this server. Style attributes are allowed because the virtualised table and the dialogs set sizes by them;
    /// style elements and inline scripts are not.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For walls: the page around a screen frames it, and the screen has a worker.</summary>
    public const string WallPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static readonly PathString s_walls = "/wall/view";

    /// <summary>Adds the headers to every response.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Set when the response starts, since the error handler clears what stood there before.
        context.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                var headers = response.Headers;
                var isWall = response.HttpContext.Request.Path.StartsWithSegments(s_walls, StringComparison.OrdinalIgnoreCase);
                headers.ContentSecurityPolicy = isWall ? WallPolicy : ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = isWall ? "SAMEORIGIN" : "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    });
}
