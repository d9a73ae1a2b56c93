using System.ComponentModel.DataAnnotations;

namespace NetDashboard.Scanning;

/// <summary>Settings of the scan engine, section <c>Scan</c> of appsettings.json.</summary>
public sealed class ScanOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Scan";

    /// <summary>Devices tried at the same time; 1 to 4096, default 256. Fewer where the process may not open enough files (three for each).</summary>
    [Range(1, 4096)]
    public int MaxConcurrency { get; set; } = 256;
}
