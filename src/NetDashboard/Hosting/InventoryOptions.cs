using System.ComponentModel.DataAnnotations;

namespace NetDashboard.Hosting;

/// <summary>Where inventories are, section <c>Inventories</c> of appsettings.json.</summary>
public sealed class InventoryOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Inventories";

    /// <summary>Folder of the inventory files; relative to the content root, default <c>inventories</c>.</summary>
    [Required]
    public string Directory { get; set; } = "inventories";
}
