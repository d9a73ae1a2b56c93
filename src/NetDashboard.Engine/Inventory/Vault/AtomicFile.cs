using System.Security.Cryptography;

namespace NetDashboard.Inventory.Vault;

/// <summary>Writes files so that a reader, or a start after a crash, finds either the old content or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Ending of a file under way; one that is found was left by a crash and means nothing.</summary>
    public const string Unfinished = ".part";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Puts the content in the place of the file, mode 0600: written beside it, forced to the disk, then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="beforeRename">Called between the two steps; for tests.</param>
    /// <exception cref="VaultException">It cannot be written; the old content stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, Action? beforeRename = null)
    {
        var unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}{Unfinished}";
        try
        {
            using (var stream = new FileStream(unfinished, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = OwnerOnly,
            }))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            beforeRename?.Invoke();
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e)
        {
            Discard(unfinished);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new VaultException($"The file {path} cannot be written: {e.Message} What was there before still stands.", e);
            }

            throw;
        }
    }

    /// <summary>Removes what crashes left in a folder, if there is one. Not while another may be writing there.</summary>
    public static void RemoveUnfinished(string? folder)
    {
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Unfinished) : [])
        {
            Discard(file);
        }
    }

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is as closed to others as the file itself, is never read, and the next start tries again.
        }
    }
}
