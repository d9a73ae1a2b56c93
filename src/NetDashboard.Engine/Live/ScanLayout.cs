using System.Collections.Frozen;
using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>The fixed shape of a scan, shared by all who look at it: which devices, which protocols, which endpoint stands where.</summary>
public sealed class ScanLayout
{
    private const int None = -1;

    private readonly int[] _cells;
    private readonly FrozenDictionary<EndpointKey, int> _byKey;

    /// <summary>Lays out some endpoints of an inventory.</summary>
    /// <param name="devices">Rows, in this order; names are unique.</param>
    public ScanLayout(ImmutableArray<Device> devices)
    {
        Devices = devices;
        HasSites = devices.Any(device => device.Site is not null);
        HasTags = devices.Any(device => !device.Tags.IsEmpty);
        Protocols = [.. devices.SelectMany(device => device.Endpoints).Select(endpoint => endpoint.Protocol).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _cells = new int[devices.Length * Protocols.Length];
        Array.Fill(_cells, None);

        var endpoints = ImmutableArray.CreateBuilder<ScanEndpoint>(devices.Length * Protocols.Length);
        for (var row = 0; row < devices.Length; row++)
        {
            foreach (var endpoint in devices[row].Endpoints)
            {
                _cells[(row * Protocols.Length) + Protocols.IndexOf(endpoint.Protocol)] = endpoints.Count;
                endpoints.Add(new ScanEndpoint(row, devices[row], endpoint));
            }
        }

        Endpoints = endpoints.DrainToImmutable();
        _byKey = Endpoints.Select((endpoint, index) => (endpoint.Key, index)).ToFrozenDictionary(pair => pair.Key, pair => pair.index);
    }

    /// <summary>One row each.</summary>
    public ImmutableArray<Device> Devices { get; }

    /// <summary>One column each, in alphabetical order.</summary>
    public ImmutableArray<string> Protocols { get; }

    /// <summary>All endpoints, row by row.</summary>
    public ImmutableArray<ScanEndpoint> Endpoints { get; }

    /// <summary>Whether any device has a site.</summary>
    public bool HasSites { get; }

    /// <summary>Whether any device has tags.</summary>
    public bool HasTags { get; }

    /// <summary>Index of the endpoint in a cell; -1 where the device has none for that protocol.</summary>
    /// <param name="row">Index of the device.</param>
    /// <param name="column">Index of the protocol.</param>
    public int EndpointAt(int row, int column) => _cells[(row * Protocols.Length) + column];

    /// <summary>Index of an endpoint; -1 for one that is not of this scan.</summary>
    public int IndexOf(EndpointKey key) => _byKey.GetValueOrDefault(key, None);
}

/// <summary>One endpoint in its place.</summary>
/// <param name="Row">Index of the device in <see cref="ScanLayout.Devices"/>.</param>
/// <param name="Device">The device.</param>
/// <param name="Endpoint">The endpoint.</param>
public sealed record ScanEndpoint(int Row, Device Device, Endpoint Endpoint)
{
    /// <summary>The name results go by.</summary>
    public EndpointKey Key => new(Device.Name, Endpoint.Protocol);
}
