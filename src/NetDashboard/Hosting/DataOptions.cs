namespace NetDashboard.Hosting;

/// <summary>Where the product keeps what it keeps, section <c>Data</c> of appsettings.json.</summary>
public sealed class DataOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Data";

    /// <summary>
    /// Folder of key file, credentials and uploads; relative to the content root. Empty, the default, for <c>$XDG_DATA_HOME/netdashboard</c>
    /// or <c>~/.local/share/netdashboard</c>.
    /// </summary>
    public string Directory { get; set; } = string.Empty;
}
