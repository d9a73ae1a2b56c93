using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Circuits;
using NetDashboard.Components.Reruns;
using NetDashboard.Components.Scans.Results;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Tests.Components.Rendering;
using NetDashboard.Tests.Live;
using Radzen;

namespace NetDashboard.Tests.Components;

/// <summary>A test of what shows a scan: with the services it asks for, and results given by hand.</summary>
public abstract class ScanComponentTest : ComponentTest
{
    protected ScanComponentTest()
    {
        Services.AddSingleton<IScanner>(Scanner);
        Services.AddSingleton<ScanService>();
        Services.AddSingleton<Baselines>();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ProbeCatalog>();
        Services.AddSingleton<CircuitConnection>();
        Services.AddSingleton<PageAddress>();
        Services.AddSingleton(new InventoryRecall(new InventoryLibrary(Path.Join(Path.GetTempPath(), "netdashboard-no-such-folder"))));
        Services.AddSingleton<RerunDesk>();
        Services.AddRadzenComponents();
    }

    private protected HandScanner Scanner { get; } = new();
}
