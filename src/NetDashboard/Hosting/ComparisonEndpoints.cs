using Microsoft.AspNetCore.Http.HttpResults;
using NetDashboard.Comparing;
using NetDashboard.Reporting;
using NetDashboard.Storage.Comparisons;
using NetDashboard.Storage.Model;

namespace NetDashboard.Hosting;

/// <summary>What changed between two scans, to take away.</summary>
internal static class ComparisonEndpoints
{
    /// <summary>
    /// Maps <c>/compare/{older}/{newer}/changes.csv</c> and <c>.jsonl</c>, each with the parameters of <see cref="ComparisonQuery"/>: a file, 404 for a scan that is
    /// not kept, 503 while nothing can be read.
    /// </summary>
    public static void MapComparisonDownloads(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/compare/{older:guid}/{newer:guid}/changes.csv", (Guid older, Guid newer, ComparisonDesk desk, HttpContext context) =>
            SendAsync(older, newer, desk, context, "text/csv; charset=utf-8", "csv", WriteCsvAsync));
        endpoints.MapGet("/compare/{older:guid}/{newer:guid}/changes.jsonl", (Guid older, Guid newer, ComparisonDesk desk, HttpContext context) =>
            SendAsync(older, newer, desk, context, "application/x-ndjson; charset=utf-8", "jsonl", WriteJsonAsync));
    }

    private delegate Task BodyWriter(IEnumerable<EndpointChange> changes, Stream stream, CancellationToken cancellationToken);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> SendAsync(
        Guid older, Guid newer, ComparisonDesk desk, HttpContext context, string contentType, string extension, BodyWriter write)
    {
        context.Response.Headers.CacheControl = "no-store";
        var query = ComparisonQuery.Parse(context.Request.QueryString.Value);
        try
        {
            if (await desk.CompareAsync(older, newer, query.Bound, context.RequestAborted).ConfigureAwait(false) is not { } comparison)
            {
                return TypedResults.Problem("One of these scans is not kept here (any more).", statusCode: StatusCodes.Status404NotFound);
            }

            var name = $"changes-{comparison.Older.CreatedAt:yyyyMMdd-HHmmss}-{comparison.Newer.CreatedAt:yyyyMMdd-HHmmss}.{extension}";
            return TypedResults.Stream(stream => write(query.Of(comparison), stream, context.RequestAborted), contentType, name);
        }
        catch (StoreException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Task WriteCsvAsync(IEnumerable<EndpointChange> changes, Stream stream, CancellationToken cancellationToken) =>
        DownloadBody.WriteTextAsync(ComparisonCsv.Header, changes, ComparisonCsv.Write, stream, cancellationToken);

    private static Task WriteJsonAsync(IEnumerable<EndpointChange> changes, Stream stream, CancellationToken cancellationToken) =>
        DownloadBody.WriteJsonAsync(changes, ComparisonJson.Write, stream, cancellationToken);
}
