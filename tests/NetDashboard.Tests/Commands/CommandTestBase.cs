using System.Net;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Tests.Commands;

/// <summary>What tests of the commands have in common: a folder and fleets of their own.</summary>
public abstract class CommandTestBase : IDisposable
{
    private static int s_next;

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("netdashboard-commands-");

    protected static string RepositoryInventories => Path.Combine(Hosting.RepositoryRoot.Path, "inventories");

    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static IPAddress NextBase() => new([127, 60, (byte)Interlocked.Increment(ref s_next), 1]);

    protected static Task<SimulatedFleet> StartAsync(string mix) => SimulatedFleet.StartAsync(
        new FleetOptions { Devices = 3, BaseAddress = NextBase(), SshPort = 0, TelnetPort = 0, Mix = FleetMix.Parse(mix) });

    protected string Inventory(SimulatedFleet fleet)
    {
        var file = Path.Combine(Folder.FullName, "fleet.yaml");
        using var writer = new StreamWriter(file);
        FleetInventory.Write(fleet, writer);
        return file;
    }
}
