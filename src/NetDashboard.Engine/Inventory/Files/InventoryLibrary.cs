using System.Text;

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
