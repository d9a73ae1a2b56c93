using System.Text;
using Microsoft.Net.Http.Headers;

namespace NetDashboard.Hosting.Walls;

/// <summary>Bytes that were made before, in the form that the browser takes.</summary>
internal static class WallAnswers
{
    /// <summary>Sends a body, or 304 when the browser has it.</summary>
    public static Task SendAsync(HttpContext context, string contentType, string tag, ReadOnlyMemory<byte> plain, Func<ReadOnlyMemory<byte>> gzip, Func<ReadOnlyMemory<byte>> brotli)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (encoding, body) = accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? ("br", brotli())
            : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? ("gzip", gzip())
            : (null, plain);
        headers.ContentEncoding = encoding;
        headers.ContentLength = body.Length;
        context.Response.ContentType = contentType;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Sends a file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="file">The file.</param>
    /// <param name="cacheControl">How long browsers may keep it.</param>
    public static Task SendAsync(HttpContext context, WallFile file, string cacheControl)
    {
        context.Response.Headers.CacheControl = cacheControl;
        return SendAsync(context, file.ContentType, file.Tag, file.Plain, () => file.Gzip, () => file.Brotli);
    }

    /// <summary>Sends a few words.</summary>
    public static Task SayAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(words), context.RequestAborted).AsTask();
    }
}
