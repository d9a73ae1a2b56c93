using System.Text.Json.Serialization;

namespace NetDashboard.Inventory.Vault;

/// <summary>A credential as it is kept: every value encrypted.</summary>
internal sealed record CredentialRecord
{
    public required string Name { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public string? EnableSecret { get; init; }

    public string? PrivateKeyFile { get; init; }

    public string? Passphrase { get; init; }

    public DateTimeOffset Changed { get; init; }
}

/// <summary>The file of all credentials.</summary>
internal sealed record CredentialFile
{
    public const int Current = 1;

    public int Version { get; init; } = Current;

    public required IReadOnlyList<CredentialRecord> Credentials { get; init; }
}

/// <summary>Reads and writes the file without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CredentialFile))]
internal sealed partial class VaultJson : JsonSerializerContext;
