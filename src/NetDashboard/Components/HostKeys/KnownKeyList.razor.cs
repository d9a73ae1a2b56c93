using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Histories;
using NetDashboard.Probing;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.HostKeys;
using NetDashboard.Storage.Model;

namespace NetDashboard.Components.HostKeys;

/// <summary>Every host key that was ever seen, by device, a part at a time. Made by the server for each request.</summary>
/// <param name="desk">Knows the keys.</param>
/// <param name="catalog">Knows the protocols' names.</param>
public sealed partial class KnownKeyList(HostKeyDesk desk, ProbeCatalog catalog) : ComponentBase
{
    // A device that makes itself a new key at each start would fill the page alone.
    private const int MaxKeys = 5;

    private HistoryPart<HostKeyCase>? _part;
    private string? _problem;

    /// <summary>Which devices.</summary>
    [Parameter, EditorRequired]
    public required KnownKeyQuery Query { get; set; }

    private ProbeCatalog Catalog => catalog;

    private string? Previous => _part is { HasBefore: true, Items: [var first, ..] } ? AddressOf(Query with { Before = first.Endpoint.Device, After = null }) : null;

    private string? Next => _part is { HasAfter: true, Items: [.., var last] } ? AddressOf(Query with { Before = null, After = last.Endpoint.Device }) : null;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        try
        {
            _part = await desk.ReadKnownAsync(Query, CancellationToken.None);
        }
        catch (StoreException e)
        {
            _problem = $"The host keys cannot be read now. {e.Message}";
        }
    }

    // What stands above this list may be long.
    private static string AddressOf(KnownKeyQuery query) => $"{HistoryAddress.Of(query)}#known";

    private static string TrustOf(HostKeyCase one, SeenHostKey key)
    {
        var accepted = key.AcceptedAt is { } at ? $"accepted {HistoryWords.Time(at)} UTC by {key.AcceptedBy}: “{key.AcceptedFor}”" : null;
        return (key.IsTrusted, accepted, one.Trusted) switch
        {
            (true, null, _) => "Yes, as the first",
            (true, _, _) => $"Yes, {accepted}",
            _ when key == one.Waiting => "No: waits for a decision",
            (_, not null, _) => $"No more; {accepted}",
            (_, _, null) => "No: no login went on with it",
            _ => "No",
        };
    }
}
