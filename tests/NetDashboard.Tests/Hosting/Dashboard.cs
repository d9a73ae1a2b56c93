using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using NetDashboard.Live;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Hosting;

/// <summary>The real program with a folder of inventories of its own, and a made scanner if wanted.</summary>
internal sealed class Dashboard : WebApplicationFactory<Program>
{
    private readonly string _environment;
    private readonly IScanner? _scanner;
    private readonly string[] _folders;
    private readonly bool _isKept;
    private readonly TimeProvider? _time;

    /// <param name="environment">As ASP.NET knows it.</param>
    /// <param name="scanner">Takes the place of the real one.</param>
    /// <param name="root">A folder that stays, for what a next one is to find; folders of its own, removed in the end, when left out.</param>
    /// <param name="isKept">Whether scans go through the store.</param>
    /// <param name="time">Takes the place of the system's clock.</param>
    public Dashboard(string environment = "Production", IScanner? scanner = null, string? root = null, bool isKept = true, TimeProvider? time = null)
    {
        _time = time;
        _environment = environment;
        _scanner = scanner;
        _isKept = isKept;
        Inventories = root is null ? Directory.CreateTempSubdirectory("netdashboard-tests-").FullName : Directory.CreateDirectory(Path.Combine(root, "inventories")).FullName;
        Data = root is null ? Directory.CreateTempSubdirectory("netdashboard-tests-data-").FullName : Path.Combine(root, "data");
        _folders = root is null ? [Inventories, Data] : [];
    }

    /// <summary>The folder of inventories.</summary>
    public string Inventories { get; }

    /// <summary>The folder of what the program keeps.</summary>
    public string Data { get; }

    /// <summary>Where a browser finds the program, once <see cref="Listen"/> was called.</summary>
    public string Url { get; private set; } = string.Empty;

    public InventoryLibrary Library => Services.GetRequiredService<InventoryLibrary>();

    public CredentialStore Credentials => Services.GetRequiredService<CredentialStore>();

    public ScanService Scans => Services.GetRequiredService<ScanService>();

    /// <summary>Settings besides, as in appsettings.json.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Serves on a real port of loopback.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    public Dashboard Listen(int port = 0)
    {
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        StartServer();
        Url = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return this;
    }

    /// <summary>Puts an inventory into the folder.</summary>
    public void Write(string name, string content) => File.WriteAllText(Path.Combine(Inventories, name), content);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await WhenFreeAsync(Path.Combine(Data, "store.lock"));
        foreach (var folder in _folders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The program's own end goes on for a moment after the factory's, and the next one on the same folder would be refused.
    private static async Task WhenFreeAsync(string file)
    {
        for (var tries = 0; tries < 500 && File.Exists(file); tries++)
        {
            try
            {
                await using var only = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(20);
            }
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The factory would make the project's folder the content root, and the settings at the repository's root would go unread.
        builder.UseContentRoot(RepositoryRoot.Path);
        builder.UseEnvironment(_environment);
        builder.UseSetting("Inventories:Directory", Inventories);
        builder.UseSetting("Data:Directory", Data);
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            if (_time is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(_time));
            }

            if (_scanner is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(_scanner));
            }

            if (!_isKept)
            {
                services.RemoveAll<IScanJournal>();
            }
        });
    }
}
