namespace NetDashboard.Inventory.Files;

/// <summary>Reads inventories from disk, together with what only the disk can tell: whether the files they name are there.</summary>
public static class InventoryFiles
{
    /// <summary>Reads files in their order. A file that cannot be loaded is an error finding at its line 1, column 1.</summary>
    /// <param name="paths">Paths as the user gave them; findings name the files so.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    public static Task<InventoryReading> ReadAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken = default) =>
        ReadAsync(paths, format: null, references: null, cancellationToken);

    /// <summary>Reads files in their order. A file that cannot be loaded is an error finding at its line 1, column 1.</summary>
    /// <param name="paths">Paths as the user gave them; findings name the files so.</param>
    /// <param name="format">Name of the format to read them as; <see langword="null"/> to recognise each by content.</param>
    /// <param name="references">Gives what the files refer to; <see langword="null"/> for the environment of this process alone.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    public static async Task<InventoryReading> ReadAsync(
        IReadOnlyList<string> paths, string? format, IReferenceSource? references, CancellationToken cancellationToken = default)
    {
        var loaded = new LoadedSource[paths.Count];
        for (var i = 0; i < loaded.Length; i++)
        {
            var source = await LoadAsync(paths[i], paths[i], cancellationToken).ConfigureAwait(false);
            loaded[i] = format is null ? source : source with { Source = source.Source with { Format = format } };
        }

        return InventoryReader.Read(loaded, File.Exists, references, findsSecrets: false);
    }

    /// <summary>Loads one file, or the reason why it cannot be loaded. From a pipe is read what comes, as a command line may want it.</summary>
    /// <param name="name">Name shown in findings.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <param name="onlyRegular">Whether pipes and devices, which may give nothing for ever, are refused.</param>
    internal static async Task<LoadedSource> LoadAsync(string name, string path, CancellationToken cancellationToken, bool onlyRegular = false)
    {
        try
        {
            var fullPath = Path.GetFullPath(path);
            var kind = FileStatus.Of(fullPath)?.Kind;
            if (kind is FileKind.Folder)
            {
                return NotLoaded(name, "This is a folder, not a file.");
            }

            if (onlyRegular && kind is FileKind.Other)
            {
                return NotLoaded(name, "This is a pipe, a socket or a device, not a file, so it is not read.");
            }

            var content = await ReadBoundedAsync(fullPath, cancellationToken).ConfigureAwait(false);
            return new LoadedSource(new InventorySource(name, content, Path.GetDirectoryName(fullPath)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return NotLoaded(name, "There is no such file.");
        }
        catch (UnauthorizedAccessException)
        {
            return NotLoaded(name, "This account may not read the file.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return NotLoaded(name, $"The file cannot be read: {e.Message}");
        }
    }

    private static LoadedSource NotLoaded(string name, string problem) =>
        new(new InventorySource(name, ReadOnlyMemory<byte>.Empty), problem);

    // The length a file system tells can be wrong or zero, so the bytes decide; one more than allowed is enough to refuse the file.
    private static async Task<ReadOnlyMemory<byte>> ReadBoundedAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            var expected = stream.CanSeek ? Math.Min(stream.Length, InventoryReader.MaxBytes) : 0;
            var buffer = new byte[Math.Max((int)expected, 4096) + 1];
            var length = 0;
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length > InventoryReader.MaxBytes)
                {
                    break;
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, InventoryReader.MaxBytes + 1));
                }
            }

            return buffer.AsMemory(0, length);
        }
    }
}
