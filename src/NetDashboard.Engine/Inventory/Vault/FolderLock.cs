namespace NetDashboard.Inventory.Vault;

/// <summary>Lets one process at a time change the files of a folder. Readers need no lock, since files are replaced whole.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits for the lock, up to 10 s; disposing the result gives it back, and so does the end of the process.</summary>
    /// <exception cref="VaultException">It cannot be had.</exception>
    public static IDisposable Take(string folder)
    {
        var file = Path.Join(folder, "vault.lock");
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    BufferSize = 0,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (TimeProvider.System.GetElapsedTime(since) > s_patience)
                {
                    throw new VaultException($"The folder {folder} stays locked by another process, or cannot be written: {e.Message}", e);
                }

                Thread.Sleep(s_step);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new VaultException($"The folder {folder} cannot be written: {e.Message}", e);
            }
        }
    }
}
