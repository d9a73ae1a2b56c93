using System.Collections.Immutable;
using System.Text;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>Where the inventories of the library come from: the files of its folder, and its uploads. An upload hides a file of its name.</summary>
internal sealed class LibrarySources(string directory, UploadStore uploads, FormatChoices formats)
{
    /// <summary>The bytes of a version in use, and the secrets that were taken out of them.</summary>
    public (InventorySource Source, ImmutableDictionary<string, string> Secrets) InUse(string name, GoodVersion good)
    {
        if (good.Text is { } text)
        {
            return (new InventorySource(name, GoodVersion.Unpack(text), directory) { Format = good.Format }, ImmutableDictionary<string, string>.Empty);
        }

        var upload = uploads.Load(name);
        return (new InventorySource(name, Encoding.UTF8.GetBytes(upload.Text)) { Format = upload.Format }, uploads.SecretsOf(name));
    }

    /// <summary>The same, or why it cannot be loaded: an upload may have been deleted a moment ago.</summary>
    public (LoadedSource Source, ImmutableDictionary<string, string> Secrets) LoadInUse(string name, GoodVersion good)
    {
        try
        {
            var (source, secrets) = InUse(name, good);
            return (new LoadedSource(source), secrets);
        }
        catch (VaultException e)
        {
            return NotLoaded(name, e);
        }
    }

    /// <summary>What stands under a name now, or why it cannot be loaded; and the secrets that were taken out of it.</summary>
    public async Task<(LoadedSource Source, ImmutableDictionary<string, string> Secrets)> LoadAsync(string name, ItemStamp stamp, CancellationToken cancellationToken)
    {
        if (!stamp.IsUpload)
        {
            var file = await InventoryFiles.LoadAsync(name, Path.Join(directory, name), cancellationToken, onlyRegular: true).ConfigureAwait(false);
            return (file with { Source = file.Source with { Format = stamp.Format } }, ImmutableDictionary<string, string>.Empty);
        }

        try
        {
            var upload = uploads.Load(name);
            return (new LoadedSource(new InventorySource(name, Encoding.UTF8.GetBytes(upload.Text)) { Format = upload.Format }), uploads.SecretsOf(name));
        }
        catch (VaultException e)
        {
            return NotLoaded(name, e);
        }
    }

    /// <summary>How an inventory looks from outside; <see langword="null"/> when there is none.</summary>
    public ItemStamp? StampOf(string name)
    {
        if (uploads.Find(name) is { } upload)
        {
            return new ItemStamp(IsUpload: true, upload.Size, upload.Time, upload.Change, Touched: 0, upload.Format);
        }

        // Only what the folder lists can be read, so that a name from outside cannot lead out of it.
        return LibraryNames.IsListable(name) && FileStatus.Of(Path.Join(directory, name)) is { } file
            ? new ItemStamp(IsUpload: false, file.Length, file.Written, Change: 0, file.Touched, formats.Find(name))
            : null;
    }

    /// <summary>The inventories among the files of the folder, also those that turn out to be no files.</summary>
    public List<(string Name, FileStatus Status)> ListFiles()
    {
        try
        {
            var files = new List<(string Name, FileStatus Status)>();
            foreach (var path in Directory.EnumerateFileSystemEntries(directory))
            {
                var name = Path.GetFileName(path);
                if (LibraryNames.IsListable(name) && FileStatus.Of(path) is { } status)
                {
                    files.Add((name, status));
                }
            }

            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there, or not ours to read, holds no inventories; uploads work all the same.
            return [];
        }
    }

    private static (LoadedSource Source, ImmutableDictionary<string, string> Secrets) NotLoaded(string name, VaultException e) =>
        (new LoadedSource(new InventorySource(name, ReadOnlyMemory<byte>.Empty), e.Message), ImmutableDictionary<string, string>.Empty);
}
