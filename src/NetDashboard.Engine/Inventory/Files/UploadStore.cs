using System.Collections.Immutable;
using System.Text.Json;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>Keeps uploads, one file each, or in memory where there is no folder. Thread-safe.</summary>
/// <param name="folder">The folder; <see langword="null"/> to keep them in memory.</param>
/// <param name="vault">Encrypts their secrets.</param>
internal sealed class UploadStore(string? folder, SecretVault vault)
{
    /// <summary>Name of the folder in the data folder.</summary>
    public const string FolderName = "uploads";

    private readonly Lock _gate = new();
    private Dictionary<string, StoredHeader>? _headers;
    private long _changes;

    /// <summary>What there is, in no order.</summary>
    public IReadOnlyList<StoredHeader> List()
    {
        lock (_gate)
        {
            return [.. Headers.Values];
        }
    }

    /// <summary>The upload of that name, or <see langword="null"/>.</summary>
    public StoredHeader? Find(string name)
    {
        lock (_gate)
        {
            return Headers.GetValueOrDefault(name);
        }
    }

    /// <summary>The upload itself.</summary>
    /// <exception cref="VaultException">There is none, or its file is damaged.</exception>
    public StoredUpload Load(string name)
    {
        var header = Find(name) ?? throw new VaultException("The library has no upload of this name.");
        return header.Held ?? (header.Problem is { } problem ? throw new VaultException(problem) : Read(header.File!));
    }

    /// <summary>The secrets of the upload of that name by their ids; empty when there is none.</summary>
    public ImmutableDictionary<string, string> SecretsOf(string? name) =>
        name is null || Find(name) is null ? ImmutableDictionary<string, string>.Empty : Load(name).Unsealed(vault);

    /// <summary>Keeps an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="secrets">The secrets that were taken out of it.</param>
    /// <param name="replaces">The one whose place it may take; another of its name is left alone.</param>
    /// <returns>Why it is not kept, or <see langword="null"/>; and the number of the change.</returns>
    /// <exception cref="VaultException">It cannot be written; what was there stands.</exception>
    public (string? Problem, long Change) Save(StoredUpload upload, ImmutableDictionary<string, string> secrets, string? replaces)
    {
        lock (_gate)
        {
            var former = Headers.GetValueOrDefault(upload.Name);
            if (former is not null && upload.Name != replaces)
            {
                return (Taken(upload.Name), 0);
            }

            var others = Headers.Values.Where(header => header != former).ToArray();
            if (others.Length >= InventoryLibrary.MaxUploads || others.Sum(header => header.Size) + upload.Size > InventoryLibrary.MaxUploadBytes)
            {
                return ($"There is no room for this upload: at most {InventoryLibrary.MaxUploads} of together {InventoryLibrary.MaxUploadBytes / (1024 * 1024)} MB are held. Put it into the inventories folder.", 0);
            }

            Write((upload with { Id = former?.Id ?? upload.Id }).Sealed(vault, secrets));
            return (null, Headers[upload.Name].Change);
        }
    }

    /// <summary>Changes what is known of an upload, its name for example.</summary>
    /// <exception cref="VaultException">It cannot be read or written, or another has its new name; what was there stands.</exception>
    public void Change(string name, Func<StoredUpload, StoredUpload> change)
    {
        lock (_gate)
        {
            var upload = Load(name);
            var secrets = upload.Unsealed(vault);
            var changed = change(upload);
            if (changed.Name != name && Headers.ContainsKey(changed.Name))
            {
                throw new VaultException(Taken(changed.Name));
            }

            Write(changed.Sealed(vault, secrets));
        }
    }

    /// <summary>Says that an upload has this name already.</summary>
    public static string Taken(string name) => $"There is an upload called {name} already. Choose another name, or delete that one first.";

    /// <summary>Forgets an upload.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="VaultException">Its file cannot be removed.</exception>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            if (!Headers.TryGetValue(name, out var header))
            {
                return false;
            }

            try
            {
                if (header.File is not null)
                {
                    File.Delete(header.File);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new VaultException($"The file {header.File} cannot be removed: {e.Message}", e);
            }

            return Headers.Remove(name);
        }
    }

    /// <summary>Removes what a crash left. Only for the one process that writes here.</summary>
    public void CleanUp() => AtomicFile.RemoveUnfinished(folder);

    private Dictionary<string, StoredHeader> Headers => _headers ??= LoadAll();

    private void Write(StoredUpload upload)
    {
        string? file = null;
        if (folder is not null)
        {
            DataFolder.Prepare(folder);
            file = Path.Join(folder, upload.Id + ".json");
            AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(upload, UploadJson.Default.StoredUpload));
        }

        foreach (var (name, _) in Headers.Where(pair => pair.Value.Id == upload.Id).ToArray())
        {
            Headers.Remove(name);
        }

        Headers[upload.Name] = HeaderOf(upload, file);
    }

    private StoredHeader HeaderOf(StoredUpload upload, string? file) =>
        new(upload.Id, upload.Name, upload.Format, upload.Time, upload.Size, ++_changes, file, file is null ? upload : null);

    private Dictionary<string, StoredHeader> LoadAll()
    {
        var headers = new Dictionary<string, StoredHeader>(StringComparer.Ordinal);
        if (folder is null || !Directory.Exists(folder))
        {
            return headers;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            StoredHeader header;
            try
            {
                header = HeaderOf(Read(file), file);
            }
            catch (VaultException e)
            {
                var info = new FileInfo(file);
                var id = Path.GetFileNameWithoutExtension(file);
                header = new StoredHeader(id, LibraryNames.Sanitise(id), null, new DateTimeOffset(info.LastWriteTimeUtc), info.Length, ++_changes, file, null, e.Message);
            }

            headers[header.Name] = header;
        }

        return headers;
    }

    private static StoredUpload Read(string file)
    {
        try
        {
            var upload = JsonSerializer.Deserialize(File.ReadAllBytes(file), UploadJson.Default.StoredUpload);
            return upload is { Version: StoredUpload.Current } && upload.Id == Path.GetFileNameWithoutExtension(file) && LibraryNames.Sanitise(upload.Name) == upload.Name
                ? upload
                : throw Damaged(file, null);
        }
        catch (JsonException e)
        {
            throw Damaged(file, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultException($"The stored upload {file} cannot be read: {e.Message}", e);
        }
    }

    private static VaultException Damaged(string file, Exception? e) =>
        new($"The stored upload {file} is damaged. Put it back from a backup, or delete it here and upload the inventory again. Nothing was changed.", e);
}

/// <summary>What is known of an upload without reading it.</summary>
/// <param name="Id">Random, for ever.</param>
/// <param name="Name">File name.</param>
/// <param name="Format">The format that was chosen; <see langword="null"/> to recognise it.</param>
/// <param name="Time">When it was accepted, in UTC.</param>
/// <param name="Size">Bytes of the original.</param>
/// <param name="Change">Grows with every change.</param>
/// <param name="File">Where it is kept; <see langword="null"/> in memory.</param>
/// <param name="Held">The upload itself where it is kept in memory.</param>
/// <param name="Problem">Why it cannot be read, or <see langword="null"/>.</param>
internal sealed record StoredHeader(
    string Id, string Name, string? Format, DateTimeOffset Time, long Size, long Change, string? File, StoredUpload? Held, string? Problem = null);
