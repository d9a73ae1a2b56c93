using System.ComponentModel.DataAnnotations;

namespace NetDashboard.Scanning;

/// <summary>Settings of the scan engine, section <c>Scan</c> of appsettings.json.</summary>
public sealed class ScanOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Scan";

    /// <summary>
    /// Devices tried at the same time, by all scans together; 1 to 4096, default 256. Fewer where the process may not open enough files (three for
    /// each).
    /// </summary>
    [Range(1, 4096)]
    public int MaxConcurrency { get; set; } = 256;

    /// <summary>Scans under way at the same time, which share <see cref="MaxConcurrency"/> fairly; 1 to 64, default 4.</summary>
    [Range(1, 64)]
    public int MaxRunning { get; set; } = 4;
}
