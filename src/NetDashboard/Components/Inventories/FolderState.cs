namespace NetDashboard.Components.Inventories;

/// <summary>Whether the folder of inventories can be read.</summary>
internal static class FolderState
{
    /// <summary>What is wrong and what to do; <see langword="null"/> when nothing is. A folder that is not there yet is an empty one.</summary>
    public static string? FindProblem(string directory)
    {
        try
        {
            if (File.Exists(directory))
            {
                return $"{directory} is a file where the folder of inventories should be. Files cannot be listed; uploads work all the same. Move it away, or set Inventories:Directory.";
            }

            using var entries = Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory).GetEnumerator() : null;
            _ = entries?.MoveNext();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The folder {directory} cannot be read ({e.Message.TrimEnd('.')}). Files cannot be listed; uploads work all the same. Let the account of the dashboard read it.";
        }
    }
}
