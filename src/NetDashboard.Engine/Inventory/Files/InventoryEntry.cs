namespace NetDashboard.Inventory.Files;

/// <summary>One inventory of the library.</summary>
/// <param name="Name">File name, unique within the library.</param>
/// <param name="IsUpload">Whether it was uploaded and lives in memory only.</param>
/// <param name="LastWriteTime">When it last changed, in UTC.</param>
/// <param name="Size">In bytes.</param>
public sealed record InventoryEntry(string Name, bool IsUpload, DateTimeOffset LastWriteTime, long Size);

/// <summary>What came of an upload.</summary>
/// <param name="Name">The name the library gave it: the one it came with, made safe and distinct from the files'.</param>
/// <param name="Reading">What was read; the upload was taken into the library only when it has an inventory.</param>
public sealed record InventoryUpload(string Name, InventoryReading Reading);
