namespace NetDashboard.Inventory;

/// <summary>Gives what an inventory refers to instead of writing it out. Must be safe to use from many threads at once.</summary>
public interface IReferenceSource
{
    /// <summary>Value of <c>${env:NAME}</c>; <see langword="null"/> when there is none.</summary>
    string? Environment(string name);

    /// <summary>Value of <c>${secret:ID}</c>, which was taken out of that file when it was stored; <see langword="null"/> when there is none.</summary>
    /// <exception cref="Vault.VaultException">It is kept, but cannot be read.</exception>
    Secret? Stored(string file, string id);

    /// <summary>The credential of <c>credential: NAME</c>; <see langword="null"/> when there is none.</summary>
    /// <exception cref="Vault.VaultException">It is kept, but cannot be read.</exception>
    Credential? Named(string name);
}

/// <summary>Knows the environment of this process, and neither stored secrets nor named credentials.</summary>
public sealed class ProcessReferences : IReferenceSource
{
    private ProcessReferences()
    {
    }

    /// <summary>The only one.</summary>
    public static ProcessReferences Default { get; } = new();

    /// <inheritdoc/>
    public string? Environment(string name) => System.Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public Secret? Stored(string file, string id) => null;

    /// <inheritdoc/>
    public Credential? Named(string name) => null;
}
