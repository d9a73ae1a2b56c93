namespace NetDashboard.Engine.Tests.Inventory.Vault;

/// <summary>A folder for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("netdashboard-vault-test-").FullName;

    public string this[string name] => System.IO.Path.Join(Path, name);

    public static implicit operator string(TempFolder folder) => folder.Path;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
