using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Engine.Tests.Inventory.Vault;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>A library on real folders, that can be started anew.</summary>
internal sealed class LibraryRig : IAsyncDisposable
{
    private readonly TempFolder _root = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public LibraryRig()
    {
        System.IO.Directory.CreateDirectory(Directory);
        Start();
    }

    public string Directory => _root["inventories"];

    public string Data => _root["data"];

    public InventoryLibrary Library { get; private set; } = null!;

    public CredentialStore Credentials { get; private set; } = null!;

    /// <summary>As after a restart of the program: everything is read from the disk again.</summary>
    public void Start()
    {
        var vault = new SecretVault(Data);
        vault.Open();
        Credentials = new CredentialStore(vault);
        Library = new InventoryLibrary(Directory, Data, vault, Credentials, TimeProvider.System, NullLogger<InventoryLibrary>.Instance);
    }

    /// <summary>Begins to watch, and returns when the first look is done.</summary>
    public async Task WatchAsync()
    {
        _running = Task.Run(() => Library.RunAsync(_stop.Token));
        await Library.RefreshAsync();
    }

    public string Write(string name, string text)
    {
        var path = Path.Join(Directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    public InventoryEntry Entry(string name) => Library.List().Single(entry => entry.Name == name);

    public Task<InventoryPreview> PreviewAsync(string name, string text, string? replaces = null) =>
        Library.PreviewUploadAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), replaces: replaces);

    public async Task AcceptAsync(string name, string text)
    {
        using var preview = await PreviewAsync(name, text);
        Assert.True(preview.IsGood, string.Join('\n', preview.Findings));
        var outcome = await Library.AcceptUploadAsync(preview);
        Assert.True(outcome.IsDone, outcome.Problem);
    }

    public string[] DataFiles() => System.IO.Directory.GetFiles(Data, "*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _root.Dispose();
    }
}
