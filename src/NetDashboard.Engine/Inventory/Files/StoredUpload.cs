using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>An upload as it is kept: structure in clear, secrets encrypted together and bound to the structure.</summary>
internal sealed record StoredUpload
{
    public const int Current = 1;

    public int Version { get; init; } = Current;

    /// <summary>Random; names the file, so that a change of name is a change of one file.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The format that was chosen; <see langword="null"/> to recognise it.</summary>
    public string? Format { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Bytes of the original.</summary>
    public required long Size { get; init; }

    /// <summary>The text, with <c>${secret:N}</c> in place of secrets.</summary>
    public required string Text { get; init; }

    /// <summary>The secrets by N, encrypted.</summary>
    public required string Secrets { get; init; }

    /// <summary>This upload with these secrets in it. Call it again after a change of name or text.</summary>
    public StoredUpload Sealed(SecretVault vault, ImmutableDictionary<string, string> secrets) => this with
    {
        Secrets = vault.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(secrets, UploadJson.Default.ImmutableDictionaryStringString)),
    };

    /// <summary>The secrets by N, in clear.</summary>
    /// <exception cref="VaultException">They cannot be read, or the text beside them is not the one they belong to.</exception>
    public ImmutableDictionary<string, string> Unsealed(SecretVault vault)
    {
        try
        {
            return JsonSerializer.Deserialize(vault.Unseal(Purpose, Secrets), UploadJson.Default.ImmutableDictionaryStringString)
                ?? ImmutableDictionary<string, string>.Empty;
        }
        catch (Exception e) when (e is VaultException or JsonException)
        {
            throw new VaultException($"The stored upload '{Name}' is damaged, was changed outside of this program, or belongs to another key. Put it back from a backup, or delete it and upload it again.", e);
        }
    }

    // Bound to the text: otherwise whoever can write the file could send the passwords to a host of their own.
    private string Purpose => $"upload\n{Id}\n{Name}\n{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";
}

/// <summary>Reads and writes the library's own files without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredUpload))]
[JsonSerializable(typeof(ImmutableDictionary<string, string>))]
[JsonSerializable(typeof(VersionFile))]
internal sealed partial class UploadJson : JsonSerializerContext;
