namespace NetDashboard.Inventory.Files;

/// <summary>Says what a reading makes of an inventory: a new version in use, or a broken text beside the last good version.</summary>
internal static class ItemStates
{
    /// <summary>The state after a reading.</summary>
    /// <param name="entry">What is known of the inventory from outside.</param>
    /// <param name="former">The state before; <see langword="null"/> for none.</param>
    /// <param name="read">The state as far as it goes by the text alone.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="good">The version that the reading is, where it has an inventory.</param>
    /// <param name="now">The time.</param>
    public static ItemState After(InventoryEntry entry, ItemState? former, ItemState read, InventoryReading reading, GoodVersion? good, DateTimeOffset now)
    {
        var file = reading.Files is [var only, ..] ? only : null;
        entry = entry with { IsRead = true, Format = file?.Format, IsFormatChosen = read.Stamp.Format is not null, Findings = reading.Findings };
        var state = read with { Credentials = [.. reading.Files.SelectMany(one => one.Credentials)], Looks = reading.Looks };
        if (reading.Inventory is { } inventory)
        {
            return state with
            {
                Good = good,
                Listed = entry with { Devices = inventory.Devices.Length, Protocols = InventoryCounts.Protocols(inventory) },
            };
        }

        // An upload was good when it was accepted; its text cannot break, only what it refers to, and then there is no other version.
        var last = entry.IsUpload ? null : former?.Good;
        return state with
        {
            Good = last,
            Credentials = last is null ? state.Credentials : [.. state.Credentials.Union(former!.Credentials, StringComparer.Ordinal)],
            Listed = entry with
            {
                BrokenSince = former?.Listed.BrokenSince ?? now,
                LastGood = last?.Time,
                Devices = last is null ? 0 : former!.Listed.Devices,
                Protocols = last is null ? [] : former!.Listed.Protocols,
            },
        };
    }

    /// <summary>Says that the last good version is used, and why.</summary>
    public static InventoryFinding LastGoodRemark(InventoryEntry entry)
    {
        var first = entry.Findings.FirstOrDefault(finding => finding.Severity is FindingSeverity.Error);
        return new InventoryFinding(
            entry.Name,
            first?.Line ?? 1,
            first?.Column ?? 1,
            FindingSeverity.Warning,
            $"The file as it is now cannot be used, so its last good version of {entry.LastGood:yyyy-MM-dd HH:mm:ss} UTC is. {first?.Message}")
        {
            Code = FindingCode.LastGoodVersion,
        };
    }

    /// <summary>The reading of an inventory that cannot be had.</summary>
    public static InventoryReading Unreadable(string name, string problem) =>
        InventoryReader.Read([new LoadedSource(new InventorySource(LibraryNames.Sanitise(name), ReadOnlyMemory<byte>.Empty), problem)], fileExists: null);
}
