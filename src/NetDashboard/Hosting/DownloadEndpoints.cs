using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Hosting;

/// <summary>Inventories to take away, without their secrets.</summary>
internal static class DownloadEndpoints
{
    /// <summary>Maps <c>/inventories/{name}/download</c>: the text as a file, or 404 with the reason.</summary>
    public static void MapInventoryDownloads(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/inventories/{name}/download", DownloadAsync);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DownloadAsync(
        string name, InventoryLibrary library, HttpResponse response, CancellationToken cancellationToken)
    {
        var download = await library.DownloadAsync(name, cancellationToken).ConfigureAwait(false);
        response.Headers.CacheControl = "no-store";
        return download.Text is { } text
            ? TypedResults.File(Encoding.UTF8.GetBytes(text), "application/yaml; charset=utf-8", download.Name)
            : TypedResults.Problem(download.Problem, statusCode: StatusCodes.Status404NotFound);
    }
}
