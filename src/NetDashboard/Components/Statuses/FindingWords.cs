using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Components.Statuses;

/// <summary>Numbers about inventories in words.</summary>
internal static class FindingWords
{
    private const double BytesPerMegabyte = 1024 * 1024;

    /// <summary>"2 errors, 1 warning".</summary>
    public static string Count(ImmutableArray<InventoryFinding> findings)
    {
        var errors = findings.Count(finding => finding.Severity is FindingSeverity.Error);
        return (errors, findings.Length - errors) switch
        {
            (0, var warnings) => Plural(warnings, "warning"),
            (_, 0) => Plural(errors, "error"),
            (_, var warnings) => $"{Plural(errors, "error")}, {Plural(warnings, "warning")}",
        };
    }

    /// <summary>"40 devices".</summary>
    public static string Devices(DeviceInventory inventory) => Devices(inventory.Devices.Length);

    /// <summary>"40 devices".</summary>
    public static string Devices(int count) => Plural(count, "device");

    /// <summary>An inventory in a few words: "40 devices, uploaded"; "2 errors"; "40 devices, last good version"; "…" until it is read.</summary>
    public static string Note(InventoryEntry entry)
    {
        var words = !entry.IsRead ? "…" : entry.IsUsable ? Devices(entry.Devices) : Count(entry.Findings);
        return $"{words}{(entry.LastGood is null ? null : ", last good version")}{(entry.IsUpload ? ", uploaded" : null)}";
    }

    /// <summary>A protocol count's words: "SSH 40 · Telnet 2".</summary>
    public static string Protocols(ImmutableArray<ProtocolCount> protocols, Func<string, string> titleOf) =>
        protocols.IsEmpty ? "–" : string.Join(" · ", protocols.Select(protocol => $"{titleOf(protocol.Protocol)} {protocol.Endpoints}"));

    /// <summary>A moment as the whole product shows it: "14:02" today, else with the date; UTC.</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now)
    {
        at = at.ToUniversalTime();
        return at.Date == now.UtcDateTime.Date ? $"{at:HH:mm:ss} UTC" : $"{at:yyyy-MM-dd HH:mm} UTC";
    }

    /// <summary>The format's name for people.</summary>
    public static string Format(string? name) => InventoryReader.Formats.FirstOrDefault(format => format.Name == name)?.Title ?? "not recognised";

    /// <summary>"10 MB"; rounded up, so that what is too big never reads as what is allowed.</summary>
    public static string Megabytes(long bytes) => $"{Math.Ceiling(bytes / BytesPerMegabyte * 10) / 10:0.#} MB";

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
