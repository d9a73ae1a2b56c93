namespace NetDashboard.Security;

/// <summary>
/// Refuses Blazor's connection to pages of other sites. Browsers let any page open a WebSocket to any server, and send its cookies along;
/// the Origin header is the server's only means to tell (RFC 6455, section 10.2).
/// </summary>
internal static class OriginCheck
{
    private static readonly PathString s_blazor = "/_blazor";

    /// <summary>Answers 403 to a request for Blazor's hub whose Origin names another host than the one it was sent to.</summary>
    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(s_blazor, StringComparison.OrdinalIgnoreCase) && !IsOwn(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    });

    // Host and port only: behind a proxy that ends TLS the schemes differ. No Origin means no browser, so nothing to protect it from.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin]
            ? request.Headers.Origin.Count == 0
            : Uri.TryCreate(origin, UriKind.Absolute, out var uri)
              && string.Equals(uri.Authority, WithoutDefaultPort(uri, request.Host), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(Uri origin, HostString host) =>
        origin.IsDefaultPort && host.Port == origin.Port ? host.Host : host.Value ?? string.Empty;
}
