using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NetDashboard.Components.Walls;
using NetDashboard.Inventory.Files;
using NetDashboard.Storage;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Walls;
using NetDashboard.Walls.Control;

namespace NetDashboard.Hosting.Control;

/// <summary>What commands may want of share links.</summary>
/// <param name="desk">Keeps the links.</param>
/// <param name="walls">Knows the screens.</param>
/// <param name="library">Knows the inventories.</param>
/// <param name="history">Knows the scans.</param>
/// <param name="store">Says why something is not kept.</param>
/// <param name="address">What screens call the server.</param>
/// <param name="server">Knows where the pages are.</param>
/// <param name="time">The clock.</param>
internal sealed class ShareOrders(
    ShareLinkDesk desk, WallDesk walls, InventoryLibrary library, ScanHistory history, ScanStore store, WallAddress address, IServer server, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Maps <c>/shares</c>.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/shares", context => AnswerAsync(context, async token => (await desk.ListAsync(token).ConfigureAwait(false)).Select(Listed).ToArray()));
        endpoints.MapPost("/shares", context => AnswerAsync(context, async token => await CreateAsync(context, token).ConfigureAwait(false)));
        endpoints.MapPost("/shares/{id:guid}/revoke", context => AnswerAsync(context, async token => Listed(await desk.RevokeAsync(IdOf(context), token).ConfigureAwait(false))));
        endpoints.MapPost("/shares/{id:guid}/renew", context => AnswerAsync(context, async token =>
        {
            var renewal = await ReadAsync<ShareRenewal>(context, token).ConfigureAwait(false);
            return Listed(await desk.RenewAsync(IdOf(context), renewal.ExpiresAt, token).ConfigureAwait(false));
        }));
        endpoints.MapDelete("/shares/{id:guid}", context => AnswerAsync(context, async token =>
        {
            var link = desk.Find(IdOf(context)) ?? (await desk.ListAsync(token).ConfigureAwait(false)).FirstOrDefault(one => one.Id == IdOf(context));
            return await desk.RemoveAsync(IdOf(context), token).ConfigureAwait(false) ? Listed(link) : null;
        }));
    }

    private static Guid IdOf(HttpContext context) => Guid.Parse((string)context.Request.RouteValues["id"]!);

    private static async Task<T> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken) =>
        await context.Request.ReadFromJsonAsync<T>(ControlJson.Options, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("There is nothing in it.");

    private ListedShare? Listed(ShareLink? link) => link is null ? null : new ListedShare(link, link.StateAt(time.GetUtcNow()), walls.ScreensOf(link.Id));

    private async Task<MadeShare> CreateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var draft = await ReadAsync<ShareLinkDraft>(context, cancellationToken).ConfigureAwait(false);
        await library.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var known = library.List().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var view in draft.Plan.Views)
        {
            if (view.Inventories.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw new ShareLinkException(known.Count == 0
                    ? $"There is no inventory {unknown}: the library is empty."
                    : $"There is no inventory {unknown}. There are: {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}.");
            }

            if (view.Scan is { } scan && await history.OpenAsync(scan, cancellationToken).ConfigureAwait(false) is null)
            {
                throw new ShareLinkException($"The scan {scan:D} is not kept here (any more).");
            }
        }

        var made = await desk.CreateAsync(draft, cancellationToken).ConfigureAwait(false);
        var elsewhere = address.Find();
        return new MadeShare(made.Link, (elsewhere ?? PagesAddress()) + made.Path, elsewhere is null);
    }

    private string PagesAddress() => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost").TrimEnd('/');

    private async Task AnswerAsync<T>(HttpContext context, Func<CancellationToken, Task<T>> work)
        where T : class?
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(s_patience);
        try
        {
            var answer = await work(patience.Token).ConfigureAwait(false);
            await (answer is null ? RefuseAsync(StatusCodes.Status404NotFound, "There is no such link.") : SendAsync(answer)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            await RefuseAsync(StatusCodes.Status400BadRequest, "The dashboard does not understand the command: is it of the same version?").ConfigureAwait(false);
        }
        catch (ShareLinkException e)
        {
            await RefuseAsync(StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
        }
        catch (StoreException e)
        {
            await RefuseAsync(StatusCodes.Status503ServiceUnavailable, e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            var reason = store.Status.Reason ?? "It takes too long.";
            await RefuseAsync(
                StatusCodes.Status503ServiceUnavailable,
                context.Request.Path == "/shares" ? $"Nothing is done. {reason}" : $"It holds now, but is not kept yet, and would be forgotten if the dashboard ended: {reason}").ConfigureAwait(false);
        }

        Task SendAsync(object answer) => context.Response.WriteAsJsonAsync(answer, answer.GetType(), ControlJson.Options, context.RequestAborted);

        Task RefuseAsync(int status, string reason)
        {
            context.Response.StatusCode = status;
            return SendAsync(new ControlRefusal(reason));
        }
    }
}
