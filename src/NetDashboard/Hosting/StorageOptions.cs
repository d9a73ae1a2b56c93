namespace NetDashboard.Hosting;

/// <summary>Where scans are kept, section <c>Storage</c> of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Storage";

    /// <summary>
    /// A PostgreSQL database, for example <c>Host=db.example;Database=netdashboard;Username=netdashboard;Password=...</c>. Empty, the default, for the
    /// SQLite file <c>netdashboard.db</c> in the data folder. Best set by the environment (<c>Storage__ConnectionString</c>), for it may hold a password.
    /// </summary>
    public string ConnectionString { get; set; } = string.Empty;
}
