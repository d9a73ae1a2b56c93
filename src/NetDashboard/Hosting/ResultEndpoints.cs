using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using NetDashboard.Live;
using NetDashboard.Live.Queries;
using NetDashboard.Probing;
using NetDashboard.Reporting;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.Model;

namespace NetDashboard.Hosting;

/// <summary>Results of a scan to take away: what matches the query of the address, as it stands at the moment of the request.</summary>
internal static class ResultEndpoints
{
    /// <summary>
    /// Maps <c>/scans/{id}/results.csv</c>, <c>.jsonl</c> and <c>.yaml</c>, each with the parameters of <see cref="ResultAddress"/>: a file, 404 for a scan
    /// that is not kept, 503 while it cannot be read.
    /// </summary>
    public static void MapResultDownloads(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/scans/{id:guid}/results.csv", (Guid id, ScanHistory history, Baselines baselines, HttpContext context) =>
            SendAsync(id, history, baselines, context, "text/csv; charset=utf-8", "csv", WriteCsvAsync));
        endpoints.MapGet("/scans/{id:guid}/results.jsonl", (Guid id, ScanHistory history, Baselines baselines, HttpContext context) =>
            SendAsync(id, history, baselines, context, "application/x-ndjson; charset=utf-8", "jsonl", WriteJsonAsync));
        endpoints.MapGet("/scans/{id:guid}/results.yaml", (Guid id, ScanHistory history, ScanService scans, Baselines baselines, HttpContext context) =>
            SendAsync(id, history, baselines, context, "application/yaml; charset=utf-8", "yaml", (board, states, stream, cancellationToken) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes(scans.WriteInventory(board.Id, states.Select(state => state.Index)) ?? string.Empty), cancellationToken).AsTask()));
    }

    private delegate Task BodyWriter(ScanBoard board, IEnumerable<EndpointState> states, Stream stream, CancellationToken cancellationToken);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> SendAsync(
        Guid id, ScanHistory history, Baselines baselines, HttpContext context, string contentType, string extension, BodyWriter write)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await history.OpenAsync(id, context.RequestAborted).ConfigureAwait(false) is not { } board)
            {
                return TypedResults.Problem("This scan is not kept here (any more).", statusCode: StatusCodes.Status404NotFound);
            }

            var query = ResultAddress.Parse(context.Request.QueryString.Value).Query;
            var before = query.IsNewOnly ? await baselines.FindAsync(board).ConfigureAwait(false) : null;
            using var moment = board.Subscribe();
            var states = query.Endpoints(board.Layout, moment.Snapshot.Endpoints, before);
            var name = $"scan-{board.CreatedAt.ToUniversalTime():yyyyMMdd-HHmmss}.{extension}";
            return TypedResults.Stream(stream => write(board, states, stream, context.RequestAborted), contentType, name);
        }
        catch (StoreException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Task WriteCsvAsync(ScanBoard board, IEnumerable<EndpointState> states, Stream stream, CancellationToken cancellationToken) =>
        DownloadBody.WriteTextAsync(ResultCsv.Header, states, (csv, state) => ResultCsv.Write(csv, board.Layout.Endpoints[state.Index], state), stream, cancellationToken);

    // Only what has a result: the others have nothing that such an object could say.
    private static Task WriteJsonAsync(ScanBoard board, IEnumerable<EndpointState> states, Stream stream, CancellationToken cancellationToken) =>
        DownloadBody.WriteJsonAsync(states.Select(state => state.Result).OfType<ProbeResult>(), (json, result) => ResultJson.Write(json, result), stream, cancellationToken);
}
