using System.Collections.Immutable;
using System.Net;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>Knows which hosts stand for several devices of an inventory.</summary>
internal sealed class HostCensus
{
    private readonly ProbeCatalog _catalog;
    private readonly HashSet<string> _shared = new(StringComparer.OrdinalIgnoreCase);

    public HostCensus(ScanPlan plan, ProbeCatalog catalog)
    {
        _catalog = catalog;
        var firsts = new Dictionary<string, Device>(StringComparer.OrdinalIgnoreCase);
        foreach (var device in plan.Items.Select(item => item.Device).Concat(plan.Devices))
        {
            var host = KeyOf(device.Host);
            if (!firsts.TryAdd(host, device) && !ReferenceEquals(firsts[host], device))
            {
                _shared.Add(host);
            }
        }
    }

    /// <summary>A host by one name: an address in its usual form, a name as written.</summary>
    public static string KeyOf(string host) => IPAddress.TryParse(host, out var address) ? address.ToString() : host;

    /// <summary>What a visit to a device lays claim to.</summary>
    public DeviceClaim Claim(Device device)
    {
        ImmutableArray<int> ports = [.. device.Endpoints.Select(endpoint => endpoint.Port ?? DefaultOf(endpoint))];

        // Whoever answers at a protocol's own port is taken for the host itself.
        return new DeviceClaim(
            device.Name, _shared.Contains(KeyOf(device.Host)) && device.Endpoints.All(endpoint => endpoint.Port is { } port && port != DefaultOf(endpoint)), ports);
    }

    // A protocol without a probe fails later, with a message of its own.
    private int DefaultOf(Endpoint endpoint) => _catalog.Find(endpoint.Protocol)?.DefaultPort ?? 0;
}
