using System.Security.Cryptography;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary>A file that is there when it is whole, and not before: written beside its place, forced to the disk, then renamed. Mode 0600.</summary>
internal sealed class NewFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly bool _replaces;

    private NewFile(string path, bool replaces)
    {
        (_path, _replaces) = (path, replaces);
        Unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.part";
        Open(FileMode.CreateNew).Dispose();
    }

    /// <summary>Where to write.</summary>
    public string Unfinished { get; }

    /// <param name="path">The file's place.</param>
    /// <param name="replaces">Whether it may take the place of another.</param>
    /// <exception cref="TransferException">There is another, or it cannot be made.</exception>
    public static NewFile Begin(string path, bool replaces)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path) || (!replaces && File.Exists(path)))
        {
            throw Taken(path);
        }

        try
        {
            return new NewFile(path, replaces);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"{path} cannot be made: {e.Message}");
        }
    }

    public FileStream Open() => Open(FileMode.Open);

    /// <summary>Puts it in its place.</summary>
    public void Finish()
    {
        using (var written = Open())
        {
            written.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(Unfinished, _path, _replaces);
        }
        catch (IOException) when (!_replaces && File.Exists(_path))
        {
            throw Taken(_path);
        }
    }

    /// <summary>Removes what was not finished.</summary>
    public void Dispose()
    {
        File.Delete(Unfinished);
        File.Delete(Unfinished + "-journal"); // SQLite's, where it was killed.
    }

    private static TransferException Taken(string path) =>
        new(Directory.Exists(path) ? $"{path} is a folder." : $"{path} is there already. Give another name, or --force to put the new one in its place.");

    private FileStream Open(FileMode mode) => new(Unfinished, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read,
        UnixCreateMode = mode is FileMode.CreateNew ? OwnerOnly : null,
    });
}
