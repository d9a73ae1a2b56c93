namespace NetDashboard.Hosting;

/// <summary>Finds the folder that holds wwwroot, appsettings.json and inventories, whatever the working folder is.</summary>
internal static class ContentRoot
{
    private const string Marker = "NetDashboard.sln";

    /// <summary>
    /// The program's own folder when it is published (wwwroot lies beside it), else the repository's root;
    /// <see langword="null"/> when neither is found, which leaves the working folder.
    /// </summary>
    public static string? Find()
    {
        var home = AppContext.BaseDirectory;
        if (Directory.Exists(Path.Combine(home, "wwwroot")))
        {
            return home;
        }

        for (var folder = new DirectoryInfo(home); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
