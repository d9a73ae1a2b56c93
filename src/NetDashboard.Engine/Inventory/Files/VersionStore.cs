using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Remembers of each inventory what it means and what it meant before, across restarts where there is a folder. The caller sees to it that
/// no two threads work on the same inventory.
/// </summary>
/// <param name="folder">The folder; <see langword="null"/> to remember in memory.</param>
/// <param name="vault">Hashes the secrets.</param>
internal sealed class VersionStore(string? folder, SecretVault vault)
{
    /// <summary>Name of the folder in the data folder.</summary>
    public const string FolderName = "versions";

    private const string Ending = ".json.gz";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _held = new(StringComparer.Ordinal);

    /// <summary>Notes what an inventory means now; when that is not what it meant, the latter is from now on the former version.</summary>
    /// <exception cref="VaultException">It cannot be written.</exception>
    public void Note(string name, DeviceInventory inventory, DateTimeOffset time)
    {
        var now = InventoryVersion.Of(inventory, time, vault);
        var known = Load(name);
        if (known is null || !now.Since(known.Latest).IsEmpty)
        {
            Keep(new VersionFile(name, now, known?.Latest));
        }
    }

    /// <summary>What the latest version changed; <see langword="null"/> when there was none before.</summary>
    public InventoryDifference? Difference(string name) => Load(name) is { Former: { } former } known ? known.Latest.Since(former) : null;

    /// <summary>What an inventory that is to take the place of the latest version would change; <see langword="null"/> when there is none.</summary>
    public InventoryDifference? DifferenceTo(string name, DeviceInventory inventory, DateTimeOffset time) =>
        Load(name) is { } known ? InventoryVersion.Of(inventory, time, vault).Since(known.Latest) : null;

    /// <summary>Moves what is remembered to another name.</summary>
    public void Rename(string name, string newName)
    {
        if (Load(name) is { } known)
        {
            Keep(known with { Name = newName });
            Remove(name);
        }
    }

    /// <summary>Forgets an inventory.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _held.Remove(name);
        }

        if (folder is not null)
        {
            try
            {
                File.Delete(PathOf(name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Without secrets, and forgotten with the next clean-up.
            }
        }
    }

    /// <summary>Removes what a crash left. Only for the one process that writes here.</summary>
    public void CleanUp() => AtomicFile.RemoveUnfinished(folder);

    /// <summary>Forgets all but these.</summary>
    public void KeepOnly(IEnumerable<string> names)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        var wanted = names.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending).Where(file => !wanted.Contains(file)).ToArray())
        {
            File.Delete(file);
        }
    }

    private VersionFile? Load(string name)
    {
        try
        {
            if (folder is null)
            {
                lock (_gate)
                {
                    return _held.TryGetValue(name, out var packed) ? Unpack(new MemoryStream(packed)) : null;
                }
            }

            return File.Exists(PathOf(name)) ? Unpack(File.OpenRead(PathOf(name))) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidDataException)
        {
            // A comfort, and not worth an inventory: what cannot be read counts as not known.
            return null;
        }
    }

    private void Keep(VersionFile file)
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(pack, file, UploadJson.Default.VersionFile);
        }

        if (folder is null)
        {
            lock (_gate)
            {
                _held[file.Name] = packed.ToArray();
            }

            return;
        }

        DataFolder.Prepare(folder);
        AtomicFile.Write(PathOf(file.Name), packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    private static VersionFile? Unpack(Stream packed)
    {
        using var unpack = new GZipStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(unpack, UploadJson.Default.VersionFile);
    }

    // The name's hash, because a name may hold what a file's name in this folder may not.
    private string PathOf(string name) => Path.Join(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)) + Ending);
}
