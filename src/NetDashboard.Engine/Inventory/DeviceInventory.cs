using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>What one or more inventory files say together.</summary>
/// <param name="Devices">In the order of the files; names are unique.</param>
/// <param name="Credentials">By <see cref="Endpoint.CredentialId"/>; equal credentials share one id.</param>
public sealed record DeviceInventory(ImmutableArray<Device> Devices, FrozenDictionary<string, Credential> Credentials)
{
    /// <summary>Protocols of all endpoints, each once, in alphabetical order.</summary>
    public ImmutableArray<string> Protocols =>
        [.. Devices.SelectMany(device => device.Endpoints).Select(endpoint => endpoint.Protocol).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
