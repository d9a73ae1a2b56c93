using System.Globalization;
using System.Text;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Walls;

namespace NetDashboard.Hosting.Walls;

/// <summary>Tells one screen what changes, as server-sent events, until it goes, the link ends, or the program does.</summary>
/// <param name="desk">The feeds.</param>
/// <param name="links">The links.</param>
/// <param name="time">The clock.</param>
internal sealed class WallStream(WallDesk desk, ShareLinkDesk links, TimeProvider time)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(3);

    /// <summary>Writes until it is over.</summary>
    /// <param name="context">The request.</param>
    /// <param name="link">The link, which is valid.</param>
    /// <param name="screen">What the screen calls itself.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async Task RunAsync(HttpContext context, ShareLink link, string screen, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";

        // Proxies must not collect what comes (nginx, ngx_http_proxy_module).
        response.Headers["X-Accel-Buffering"] = "no";
        var feed = desk.Feed(link);
        var known = context.Request.Query["boot"] == desk.Server.Boot && long.TryParse(context.Request.Query["rev"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var open = feed.Open(screen);
        try
        {
            await WriteAsync(response, Beat(feed), cancellationToken).ConfigureAwait(false);
            var beaten = time.GetTimestamp();
            while (true)
            {
                if (links.Find(link.Id) is not { } now || now.StateAt(time.GetUtcNow()) is not ShareLinkState.Valid)
                {
                    var reason = links.Find(link.Id)?.StateAt(time.GetUtcNow()) is ShareLinkState.Expired ? "expired" : "revoked";
                    await WriteAsync(response, Frame("gone", $$"""{"reason":"{{reason}}"}"""), cancellationToken).ConfigureAwait(false);
                    return;
                }

                if (feed.HasEnded)
                {
                    open.Dispose();
                    feed = desk.Feed(now);
                    open = feed.Open(screen);
                    known = 0;
                }

                feed.NoteScreen(screen);
                links.NoteSeen(link.Id);
                if (feed.Since(known) is { } steps)
                {
                    foreach (var step in steps)
                    {
                        await WriteAsync(response, step.Change, cancellationToken).ConfigureAwait(false);
                        known = step.Number;
                    }
                }
                else if (feed.Newest is { } newest)
                {
                    await WriteAsync(response, Frame("reset", $$"""{"rev":{{newest.Number}}}"""), cancellationToken).ConfigureAwait(false);
                    known = newest.Number;
                }

                if (time.GetElapsedTime(beaten) >= s_beat)
                {
                    // Silence while nothing can be painted: a beat would say that what is shown is the present state.
                    if (feed.Problem is null)
                    {
                        await WriteAsync(response, Beat(feed), cancellationToken).ConfigureAwait(false);
                    }

                    beaten = time.GetTimestamp();
                }

                await feed.WaitAsync(known, s_beat - time.GetElapsedTime(beaten), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The screen went, or the program ends.
        }
        finally
        {
            open.Dispose();
        }
    }

    private static ReadOnlyMemory<byte> Frame(string name, string data) => WallRevision.Frame(name, Encoding.UTF8.GetBytes(data));

    private ReadOnlyMemory<byte> Beat(WallFeed feed) =>
        Frame("beat", $$"""{"boot":"{{desk.Server.Boot}}","build":"{{desk.Server.Build}}","rev":{{feed.Newest?.Number ?? 0}},"now":"{{time.GetUtcNow():O}}"}""");

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
