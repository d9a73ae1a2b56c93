using System.Collections.Immutable;
using NetDashboard.Inventory;

namespace NetDashboard.Components.Inventories;

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
    public static string Devices(DeviceInventory inventory) => Plural(inventory.Devices.Length, "device");

    /// <summary>"10 MB"; rounded up, so that what is too big never reads as what is allowed.</summary>
    public static string Megabytes(long bytes) => $"{Math.Ceiling(bytes / BytesPerMegabyte * 10) / 10:0.#} MB";

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
