using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Inventory;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>Scans a simulated fleet in this process.</summary>
internal static class FleetScan
{
    public static IReadOnlySet<string> SshOnly { get; } = FrozenSet.Create(StringComparer.Ordinal, "ssh");

    public static Scanner Scanner(int concurrency = 256) => new(
        new ProbeCatalog(),
        new ProbeRunner(TimeProvider.System, NullLogger<ProbeRunner>.Instance),
        Options.Create(new ScanOptions { MaxConcurrency = concurrency }),
        TimeProvider.System);

    /// <summary>The inventory that reaches a fleet.</summary>
    /// <param name="fleet">The devices.</param>
    /// <param name="password">Login password in the inventory; the fleet's own when left out.</param>
    /// <param name="connect">Connect limit; 5 s when left out.</param>
    /// <param name="operation">Transport and operation limit; 10 s when left out.</param>
    public static DeviceInventory InventoryOf(SimulatedFleet fleet, string? password = null, TimeSpan? connect = null, TimeSpan? operation = null)
    {
        var limit = operation ?? TimeSpan.FromSeconds(10);
        var timeouts = new EndpointTimeouts(connect ?? TimeSpan.FromSeconds(5), limit, limit);
        var credential = new Credential(fleet.Options.UserName, new Secret(password ?? fleet.Options.Password), new Secret(fleet.Options.EnableSecret));
        return new DeviceInventory(
            [
                .. fleet.Devices.Select(device => new Device(
                    device.Name,
                    device.Address.ToString(),
                    [.. Endpoints(device).Select(endpoint => endpoint with { Timeouts = timeouts })])),
            ],
            new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = credential }.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public static async Task<List<ProbeResult>> RunAsync(
        DeviceInventory inventory, int concurrency = 256, IReadOnlySet<string>? protocols = null, CancellationToken cancellationToken = default)
    {
        var results = new List<ProbeResult>();
        await foreach (var result in Scanner(concurrency).ScanAsync(ScanPlan.For(inventory, protocols), cancellationToken: cancellationToken))
        {
            results.Add(result);
        }

        return results;
    }

    private static IEnumerable<Endpoint> Endpoints(SimulatedDevice device)
    {
        if (device.SshPort is { } ssh)
        {
            yield return new Endpoint
            {
                Protocol = "ssh",
                Port = ssh,
                CredentialId = "c1",
                Platform = device.Platform,
                CryptoProfile = device.Behaviour is DeviceBehaviour.Legacy ? "legacy" : "modern",
            };
        }

        if (device.TelnetPort is { } telnet)
        {
            yield return new Endpoint { Protocol = "telnet", Port = telnet, CredentialId = "c1", Platform = device.Platform };
        }
    }
}
