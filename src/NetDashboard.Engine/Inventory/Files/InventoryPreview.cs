using System.Collections.Immutable;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// An upload that was read and not taken in. It lives in memory until it is accepted, disposed, or makes room for later ones; then
/// <see cref="Inventory"/> is gone and it can no longer be accepted, while the counts and findings stay.
/// </summary>
public sealed class InventoryPreview : IDisposable
{
    private WholeUpload? _kept;

    internal InventoryPreview(string? replaces, JoinedUpload upload, ImmutableArray<string> files)
    {
        var reading = upload.Reading;
        var file = reading.Files is [var only, ..] ? only : null;
        Name = upload.Source.Name;
        Replaces = replaces;
        Files = files;
        Format = file?.Format;
        IsFormatChosen = upload.Source.Format is not null && files.IsEmpty;
        Findings = upload.Findings;
        Devices = reading.Inventory?.Devices.Length ?? 0;
        Protocols = InventoryCounts.Protocols(reading.Inventory);
        IsGood = reading.Inventory is not null;
        _kept = new WholeUpload(reading, upload.Source.Content, upload.Source.Format);
    }

    /// <summary>The name it would get: the one it came with, made safe and distinct from the files'.</summary>
    public string Name { get; }

    /// <summary>The files it came in, as findings name them, where it came in several; else empty. Then it can be read in one format only.</summary>
    public ImmutableArray<string> Files { get; }

    /// <summary>Name of the upload whose place it would take; <see langword="null"/> for none.</summary>
    public string? Replaces { get; }

    /// <summary>Name of the format it was read as, see <see cref="InventoryReader.Formats"/>; <see langword="null"/> when it could not be read at all.</summary>
    public string? Format { get; }

    /// <summary>Whether that format was asked for; otherwise it was recognised by content.</summary>
    public bool IsFormatChosen { get; }

    /// <summary>How many devices it holds; 0 when it has errors.</summary>
    public int Devices { get; }

    /// <summary>Its endpoints by protocol, in alphabetical order.</summary>
    public ImmutableArray<ProtocolCount> Protocols { get; }

    /// <summary>What is to be said about it.</summary>
    public ImmutableArray<InventoryFinding> Findings { get; }

    /// <summary>What would change; <see langword="null"/> when it replaces nothing or has errors.</summary>
    public InventoryDifference? Difference { get; internal init; }

    /// <summary>Whether it has no errors.</summary>
    public bool IsGood { get; }

    /// <summary>Its devices; <see langword="null"/> when it has errors or the preview has ended.</summary>
    public DeviceInventory? Inventory => _kept?.Reading.Inventory;

    /// <summary>Whether it can still be accepted, or read in another format.</summary>
    public bool IsAlive => _kept is not null;

    /// <summary>What accepting needs; <see langword="null"/> when the preview has ended.</summary>
    internal WholeUpload? Content => _kept;

    /// <summary>Forgets the upload.</summary>
    public void Dispose() => _kept = null;

    /// <summary>The upload itself, secrets included.</summary>
    internal sealed record WholeUpload(InventoryReading Reading, ReadOnlyMemory<byte> Content, string? Format);
}

/// <summary>Numbers about inventories.</summary>
internal static class InventoryCounts
{
    public static ImmutableArray<ProtocolCount> Protocols(DeviceInventory? inventory) => inventory is null
        ? []
        : [.. inventory.Devices.SelectMany(device => device.Endpoints)
            .CountBy(endpoint => endpoint.Protocol, StringComparer.Ordinal)
            .OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => new ProtocolCount(count.Key, count.Value))];
}
