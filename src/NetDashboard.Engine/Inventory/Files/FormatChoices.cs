using System.Collections.Immutable;
using System.Text.Json;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>Which format a person chose for a file of the folder; kept where there is a file to keep it in. Thread-safe.</summary>
/// <param name="file">The file; <see langword="null"/> to keep it in memory.</param>
internal sealed class FormatChoices(string? file)
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "formats.json";

    private readonly Lock _gate = new();
    private ImmutableDictionary<string, string>? _choices;

    /// <summary>The format chosen for a file, or <see langword="null"/>.</summary>
    public string? Find(string name)
    {
        lock (_gate)
        {
            return (_choices ??= Load()).GetValueOrDefault(name);
        }
    }

    /// <summary>Chooses a format; <see langword="null"/> goes back to recognising it.</summary>
    /// <exception cref="VaultException">The choice cannot be written.</exception>
    public void Choose(string name, string? format)
    {
        lock (_gate)
        {
            var known = _choices ??= Load();
            var choices = format is null ? known.Remove(name) : known.SetItem(name, format);
            if (file is not null && choices != known)
            {
                var folder = Path.GetDirectoryName(file)!;
                DataFolder.Prepare(folder);
                using var only = FolderLock.Take(folder);
                AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(choices, UploadJson.Default.ImmutableDictionaryStringString));
            }

            _choices = choices;
        }
    }

    private ImmutableDictionary<string, string> Load()
    {
        try
        {
            return file is null || !File.Exists(file)
                ? ImmutableDictionary<string, string>.Empty
                : JsonSerializer.Deserialize(File.ReadAllBytes(file), UploadJson.Default.ImmutableDictionaryStringString) ?? ImmutableDictionary<string, string>.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Recognising the format by content is what happens without a choice.
            return ImmutableDictionary<string, string>.Empty;
        }
    }
}
