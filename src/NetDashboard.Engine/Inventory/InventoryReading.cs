using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>One file to read.</summary>
/// <param name="Name">Name shown in findings.</param>
/// <param name="Content">The file's bytes.</param>
/// <param name="Folder">Folder that relative paths inside the file start from; <see langword="null"/> when they have none (an upload).</param>
public sealed record InventorySource(string Name, ReadOnlyMemory<byte> Content, string? Folder = null);

/// <summary>The outcome of reading inventory files.</summary>
/// <param name="Inventory">The inventory; <see langword="null"/> when a finding is an error, so that nothing is half-accepted.</param>
/// <param name="Findings">All findings, ordered by file, line and column.</param>
public sealed record InventoryReading(DeviceInventory? Inventory, ImmutableArray<InventoryFinding> Findings);
