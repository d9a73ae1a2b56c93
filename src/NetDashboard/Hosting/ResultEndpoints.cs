using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NetDashboard.Live;
using NetDashboard.Live.Queries;
using NetDashboard.Reporting;
using NetDashboard.Storage.Histories;

namespace NetDashboard.Hosting;

/// <summary>Results of a scan to take away: what matches the query of the address, as it stands at the moment of the request.</summary>
internal static class ResultEndpoints
{
    private const int ChunkLength = 32 * 1024;

    /// <summary>
    /// Maps <c>/scans/{id}/results.csv</c>, <c>.jsonl</c> and <c>.yaml</c>, each with the parameters of <see cref="ResultAddress"/>: a file, or 404 for a scan
    /// that is not kept.
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

    private static async Task WriteCsvAsync(ScanBoard board, IEnumerable<EndpointState> states, Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new StringBuilder(ResultCsv.Header);
        foreach (var state in states)
        {
            ResultCsv.Write(chunk, board.Layout.Endpoints[state.Index], state);
            if (chunk.Length >= ChunkLength)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(chunk.ToString()), cancellationToken).ConfigureAwait(false);
                chunk.Clear();
            }
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(chunk.ToString()), cancellationToken).ConfigureAwait(false);
    }

    // Only what has a result: the others have nothing that such an object could say.
    private static async Task WriteJsonAsync(ScanBoard board, IEnumerable<EndpointState> states, Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new ArrayBufferWriter<byte>(2 * ChunkLength);
        foreach (var result in states.Select(state => state.Result).OfType<Probing.ProbeResult>())
        {
            using (var json = new Utf8JsonWriter(chunk, ResultJson.Options))
            {
                ResultJson.Write(json, result);
            }

            chunk.Write("\n"u8);
            if (chunk.WrittenCount >= ChunkLength)
            {
                await stream.WriteAsync(chunk.WrittenMemory, cancellationToken).ConfigureAwait(false);
                chunk.ResetWrittenCount();
            }
        }

        await stream.WriteAsync(chunk.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }
}
