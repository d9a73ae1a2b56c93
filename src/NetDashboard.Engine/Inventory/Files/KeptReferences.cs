using System.Collections.Immutable;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Gives what inventories refer to from what the product keeps: the environment, named credentials, and the secrets of uploads by the name
/// of the file. Opens nothing until something refers to it. Thread-safe.
/// </summary>
public sealed class KeptReferences : IReferenceSource
{
    private readonly Func<string, ImmutableDictionary<string, string>> _stored;
    private readonly Lazy<CredentialStore?> _credentials;

    /// <summary>References to what is kept in a data folder; one that is not there holds nothing.</summary>
    /// <param name="dataFolder">The folder, when it is asked for; see <see cref="DataFolder.Resolve"/>.</param>
    public KeptReferences(Func<string> dataFolder)
    {
        var vault = new Lazy<SecretVault>(() => new SecretVault(dataFolder()));
        var uploads = new Lazy<UploadStore>(() => new UploadStore(Path.Join(vault.Value.Folder, UploadStore.FolderName), vault.Value));
        var opened = new Dictionary<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        _credentials = new Lazy<CredentialStore?>(() => new CredentialStore(vault.Value));
        _stored = file =>
        {
            lock (opened)
            {
                var name = Path.GetFileName(file);
                return opened.TryGetValue(name, out var secrets) ? secrets : opened[name] = uploads.Value.SecretsOf(name);
            }
        };
    }

    internal KeptReferences(CredentialStore? credentials, IReadOnlyDictionary<string, ImmutableDictionary<string, string>> stored)
    {
        _credentials = new Lazy<CredentialStore?>(credentials);
        _stored = file => stored.GetValueOrDefault(file, ImmutableDictionary<string, string>.Empty);
    }

    /// <inheritdoc/>
    public string? Environment(string name) => System.Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    /// <exception cref="VaultException">It is kept, but cannot be read.</exception>
    public Secret? Stored(string file, string id) => _stored(file).TryGetValue(id, out var value) ? new Secret(value) : null;

    /// <inheritdoc/>
    /// <exception cref="VaultException">It is kept, but cannot be read.</exception>
    public Credential? Named(string name) => _credentials.Value?.Find(name);
}
