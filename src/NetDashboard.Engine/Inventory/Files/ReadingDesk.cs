using System.Collections.Immutable;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>Reads inventories together with what they may refer to. Thread-safe.</summary>
/// <param name="credentials">What inventories refer to by name; <see langword="null"/> for none.</param>
internal sealed class ReadingDesk(CredentialStore? credentials)
{
    // Reading is work for a processor and takes memory by the size of the file, so few at a time.
    private static readonly SemaphoreSlim s_places = new(2);

    /// <summary>How the kept credentials look now.</summary>
    public CredentialStamp Credentials => credentials?.Stamp ?? default;

    /// <summary>Reads one source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="secrets">The secrets that were taken out of it.</param>
    /// <param name="looksForFiles">Whether files that it names are looked for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<InventoryReading> ReadAsync(LoadedSource source, ImmutableDictionary<string, string> secrets, bool looksForFiles, CancellationToken cancellationToken) =>
        ReadAsync(() => [(source, secrets)], looksForFiles, cancellationToken);

    /// <summary>Reads sources together.</summary>
    /// <param name="load">Gives them, with the secrets that were taken out of each.</param>
    /// <param name="looksForFiles">Whether files that they name are looked for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<InventoryReading> ReadAsync(
        Func<IReadOnlyList<(LoadedSource Source, ImmutableDictionary<string, string> Secrets)>> load, bool looksForFiles, CancellationToken cancellationToken)
    {
        await s_places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(
                () =>
                {
                    var loaded = load();
                    var stored = new Dictionary<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
                    foreach (var (source, secrets) in loaded)
                    {
                        stored[source.Source.Name] = secrets;
                    }

                    return InventoryReader.Read([.. loaded.Select(one => one.Source)], looksForFiles ? File.Exists : null, new KeptReferences(credentials, stored));
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            s_places.Release();
        }
    }
}
