using System.Globalization;
using System.Text;
using System.Text.Json;
using NetDashboard.Probing;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Walls.Control;

namespace NetDashboard.Commands;

/// <summary>Links as lines.</summary>
internal static class ShareList
{
    private static readonly string[] s_titles = ["ID", "STATE", "EXPIRES (UTC)", "LAST SEEN (UTC)", "SCREENS", "NAME", "SHOWS"];

    /// <summary>As a table with a line of titles.</summary>
    public static string ToTable(IReadOnlyCollection<ListedShare> links)
    {
        string[][] rows = [s_titles, .. links.Select(CellsOf)];
        var widths = s_titles.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            table.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return table.ToString();
    }

    /// <summary>As one line of JSON.</summary>
    public static string ToJson(ListedShare one) => JsonSerializer.Serialize(
        new
        {
            id = one.Link.Id,
            name = one.Link.Name,
            state = one.State,
            views = one.Link.Plan.Views.Select(view => new { scan = view.Scan, inventories = view.Inventories, filter = view.Filter }),
            redacted = one.Link.Plan.IsRedacted,
            theme = LinkTheme.Of(one.Link.Plan),
            rotate = one.Link.Plan.RotateSeconds,
            sound = one.Link.Plan.HasSound,
            createdAt = one.Link.CreatedAt.UtcDateTime,
            createdBy = one.Link.CreatedBy,
            expiresAt = one.Link.ExpiresAt?.UtcDateTime,
            revokedAt = one.Link.RevokedAt?.UtcDateTime,
            lastSeenAt = one.Link.LastSeenAt?.UtcDateTime,
            screens = one.Screens,
        },
        ControlJson.Options);

    /// <summary>What a link is and when it ends, in a sentence.</summary>
    public static string Describe(ShareLink link) => $"“{link.Name}” ({link.Id:D}) {(link.ExpiresAt is { } end ? $"ends {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "never ends")}";

    private static string[] CellsOf(ListedShare one) =>
    [
        one.Link.Id.ToString("D"),
        one.State.ToString().ToLowerInvariant(),
        Moment(one.Link.ExpiresAt),
        Moment(one.Link.LastSeenAt),
        one.Screens.ToString(CultureInfo.InvariantCulture),
        one.Link.Name,
        DeviceText.Clean(string.Join("; ", one.Link.Plan.Views.Select(WhatOf))),
    ];

    private static string Moment(DateTimeOffset? at) => at is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "never";

    private static string WhatOf(WallView view)
    {
        var what = view.Scan is { } scan ? $"scan {scan:D}" : view.Inventories.IsEmpty ? "all inventories" : string.Join(", ", view.Inventories);
        return view.Filter.Length > 0 ? $"{what} where {view.Filter}" : what;
    }
}
