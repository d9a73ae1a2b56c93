using System.Text;
using Microsoft.Extensions.Logging;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// The inventories to choose from: the YAML files of one folder, and uploads, which live in memory until the process ends so that
/// their secrets never reach a disk. Thread-safe.
/// </summary>
/// <param name="directory">The folder; need not exist.</param>
/// <param name="time">Dates the uploads; <see langword="null"/> for the system's clock.</param>
public sealed class InventoryLibrary(string directory, TimeProvider? time = null)
{
    /// <summary>Most uploads that are held at a time.</summary>
    public const int MaxUploads = 100;

    /// <summary>Most bytes of uploads that are held at a time: 64 MB.</summary>
    public const int MaxUploadBytes = 64 * 1024 * 1024;

    private const int MaxNameLength = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    /// <summary>A library that keeps its uploads.</summary>
    /// <param name="directory">The folder of files; need not exist.</param>
    /// <param name="dataFolder">The folder uploads are kept in, see <see cref="DataFolder"/>.</param>
    /// <param name="vault">Encrypts the secrets of uploads.</param>
    /// <param name="credentials">What inventories refer to by name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of files that break and mend.</param>
    public InventoryLibrary(
        string directory, string dataFolder, SecretVault vault, CredentialStore credentials, TimeProvider time, ILogger<InventoryLibrary> logger)
        : this(directory, time) => _ = (dataFolder, vault, credentials, logger);

    /// <summary>Most previews that are held at a time; the oldest makes room.</summary>
    public const int MaxPreviews = 16;

    /// <summary>Watches the folder until cancelled: changes are read and shown within 2 s.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reads what was not read yet or has changed.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>
    /// The entries now, then again whenever something changed. Whoever reads slowly skips what lay between; nothing piles up.
    /// </summary>
    /// <param name="minInterval">Shortest time between two lists.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public IAsyncEnumerable<IReadOnlyList<InventoryEntry>> WatchAsync(TimeSpan minInterval, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Reads an upload without keeping it.</summary>
    /// <param name="name">The name it came with; any path in it is dropped and unusual characters are replaced.</param>
    /// <param name="content">The file, read to its end; more than <see cref="InventoryReader.MaxBytes"/> is a finding, whatever length was promised.</param>
    /// <param name="format">Name of the format to read it as; <see langword="null"/> to recognise it.</param>
    /// <param name="replaces">The upload whose place it is to take, whose <c>${secret:N}</c> it may go on using; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the reading; nothing is left behind.</param>
    /// <exception cref="IOException">The stream broke, stood still for 30 s, or too many uploads are under way.</exception>
    public Task<InventoryPreview> PreviewUploadAsync(
        string name, Stream content, string? format = null, string? replaces = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Reads the upload of a preview in another format; the former preview ends.</summary>
    /// <param name="preview">The former preview, still alive.</param>
    /// <param name="format">Name of the format; <see langword="null"/> to recognise it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<InventoryPreview> PreviewAgainAsync(InventoryPreview preview, string? format, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Takes an upload into the library: its structure is kept in clear, its secrets encrypted, the original is discarded.</summary>
    /// <param name="preview">A preview that is alive and good; it ends.</param>
    /// <param name="name">The name it is to have; <see langword="null"/> for <see cref="InventoryPreview.Name"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<LibraryOutcome> AcceptUploadAsync(InventoryPreview preview, string? name = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Gives an upload another name. Files of the folder are their owner's and refused.</summary>
    public Task<LibraryOutcome> RenameAsync(string name, string newName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Forgets an upload with its secrets. Files of the folder are their owner's and refused.</summary>
    public Task<LibraryOutcome> DeleteAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Chooses the format an inventory is read as, until chosen otherwise.</summary>
    /// <param name="name">A file or an upload.</param>
    /// <param name="format">Name of the format, see <see cref="InventoryReader.Formats"/>; <see langword="null"/> to recognise it by content.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<LibraryOutcome> SetFormatAsync(string name, string? format, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>The text of an inventory without its secrets: <c>${secret:N}</c> stands for each, comments are blanked.</summary>
    public Task<InventoryDownload> DownloadAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>What the present version of an inventory changed; <see langword="null"/> when no former one is known.</summary>
    public Task<InventoryDifference?> DifferenceAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>The folder whose files are listed.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>All inventories now, by name.</summary>
    public IReadOnlyList<InventoryEntry> List()
    {
        var entries = ListFiles();
        lock (_gate)
        {
            entries.RemoveAll(file => _uploads.ContainsKey(file.Name));
            foreach (var (name, upload) in _uploads)
            {
                entries.Add(new InventoryEntry(name, IsUpload: true, upload.Time, upload.Content.Length));
            }
        }

        entries.Sort(static (a, b) =>
            string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    /// <summary>Reads inventories together, in the order given. A name the library does not have is an error finding.</summary>
    public async Task<InventoryReading> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        var sources = new List<LoadedSource>(names.Count);
        foreach (var name in names)
        {
            sources.Add(await LoadAsync(name, cancellationToken).ConfigureAwait(false));
        }

        // Reading takes processor time, which the caller's context, a browser's circuit for example, should not give.
        return await Task.Run(() => InventoryReader.Read(sources, File.Exists), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an uploaded inventory and, when it has no errors, holds it; a later upload of the same name takes its place.</summary>
    /// <param name="name">The name it came with; any path in it is dropped and unusual characters are replaced.</param>
    /// <param name="content">The file. The bytes are copied.</param>
    public InventoryUpload AddUpload(string name, ReadOnlyMemory<byte> content)
    {
        name = Distinct(Sanitise(name));
        var source = new InventorySource(name, content.Length <= InventoryReader.MaxBytes ? content.ToArray() : content);
        var reading = InventoryReader.Read([source]);
        if (reading.Inventory is not null && !TryHold(name, source.Content))
        {
            reading = InventoryReader.Read(
                [new LoadedSource(source, $"There is no room for this upload: at most {MaxUploads} of together {MaxUploadBytes / (1024 * 1024)} MB are held. Put it into the inventories folder.")],
                fileExists: null);
        }

        return new InventoryUpload(name, reading);
    }

    /// <summary>Forgets an upload.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public bool RemoveUpload(string name)
    {
        lock (_gate)
        {
            return _uploads.Remove(name);
        }
    }

    private bool TryHold(string name, ReadOnlyMemory<byte> content)
    {
        lock (_gate)
        {
            var count = 1;
            long bytes = content.Length;
            foreach (var (other, upload) in _uploads)
            {
                if (!string.Equals(other, name, StringComparison.Ordinal))
                {
                    count++;
                    bytes += upload.Content.Length;
                }
            }

            if (count > MaxUploads || bytes > MaxUploadBytes)
            {
                return false;
            }

            _uploads[name] = new Upload(content, (time ?? TimeProvider.System).GetUtcNow());
            return true;
        }
    }

    private async ValueTask<LoadedSource> LoadAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_uploads.TryGetValue(name, out var upload))
            {
                return new LoadedSource(new InventorySource(name, upload.Content));
            }
        }

        // Only what the folder lists can be read, so that a name from outside cannot lead out of it.
        return IsListable(name) && File.Exists(Path.Join(Directory, name))
            ? await InventoryFiles.LoadAsync(name, Path.Join(Directory, name), cancellationToken).ConfigureAwait(false)
            : new LoadedSource(new InventorySource(Sanitise(name), ReadOnlyMemory<byte>.Empty), "The library has no inventory of this name.");
    }

    private List<InventoryEntry> ListFiles()
    {
        var entries = new List<InventoryEntry>();
        try
        {
            foreach (var file in new DirectoryInfo(Directory).EnumerateFiles())
            {
                if (IsListable(file.Name))
                {
                    entries.Add(new InventoryEntry(file.Name, IsUpload: false, new DateTimeOffset(file.LastWriteTimeUtc), file.Exists ? file.Length : 0));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there, or not ours to read, holds no inventories; uploads work all the same.
        }

        return entries;
    }

    private string Distinct(string name)
    {
        if (!File.Exists(Path.Join(Directory, name)))
        {
            return name;
        }

        return $"{Path.GetFileNameWithoutExtension(name)}-upload{Path.GetExtension(name)}";
    }

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static bool IsListable(string name)
    {
        foreach (var c in name)
        {
            if (c is '/' or '\\' || char.IsControl(c))
            {
                return false;
            }
        }

        return name is [not '.', ..] && IsYaml(name);
    }

    private static string Sanitise(string name)
    {
        var safe = new StringBuilder();
        foreach (var c in name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1))
        {
            if (safe.Length < MaxNameLength && (safe.Length > 0 || c is not '.'))
            {
                safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
            }
        }

        if (safe.Length == 0)
        {
            safe.Append("upload");
        }

        return IsYaml(safe.ToString()) ? safe.ToString() : safe.Append(".yaml").ToString();
    }

    private sealed record Upload(ReadOnlyMemory<byte> Content, DateTimeOffset Time);
}
