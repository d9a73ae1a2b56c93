using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab;

/// <summary>A fleet, and where to write the inventory that reaches it.</summary>
public sealed record LabOptions : FleetOptions
{
    /// <summary>Inventory file to write; <see langword="null"/> for none. An existing file is replaced only if a simulated fleet wrote it.</summary>
    public string? InventoryFile { get; init; }

    /// <summary>Whether the inventory file stays when the fleet ends; default no, for it reaches nothing any more.</summary>
    public bool KeepInventory { get; init; }
}
