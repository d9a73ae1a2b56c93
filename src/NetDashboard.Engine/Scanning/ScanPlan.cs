using System.Collections.Frozen;
using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Scanning.Filters;

namespace NetDashboard.Scanning;

/// <summary>What one scan run tries: plain data, with the secrets kept apart.</summary>
/// <param name="Items">In the order in which they are begun; those of one device follow each other.</param>
/// <param name="Credentials">By <see cref="Endpoint.CredentialId"/>.</param>
public sealed record ScanPlan(ImmutableArray<ScanItem> Items, FrozenDictionary<string, Credential> Credentials)
{
    /// <summary>Whether every credential is submitted at once, however often it was refused; default no.</summary>
    public bool IgnoresAccountGuard { get; init; }

    /// <summary>Whether a credential that another scan under way holds is tried anew, since a person has asked for it; default no.</summary>
    public bool ReleasesHeld { get; init; }

    /// <summary>
    /// All devices of the inventory, chosen or not: they tell which hosts stand for several devices. Those of <see cref="Items"/> need not be among them.
    /// </summary>
    public ImmutableArray<Device> Devices { get; init; } = [];

    /// <summary>What is submitted, each once.</summary>
    internal IEnumerable<LoginIdentity> Logins =>
        Items.Select(item => item.Endpoint.CredentialId).Distinct(StringComparer.Ordinal).Select(id => Credentials[id].Login).Distinct();

    /// <summary>The endpoints of an inventory that are chosen.</summary>
    /// <param name="inventory">The devices.</param>
    /// <param name="protocols">Protocols in lower case; <see langword="null"/> for all.</param>
    /// <param name="filter">Chooses among the endpoints; <see langword="null"/> for all.</param>
    public static ScanPlan For(DeviceInventory inventory, IReadOnlySet<string>? protocols = null, DeviceFilter? filter = null) => new(
        [
            .. from device in inventory.Devices
               from endpoint in device.Endpoints
               where protocols is null || protocols.Contains(endpoint.Protocol)
               where filter is null || filter.Matches(device, endpoint)
               select new ScanItem(device, endpoint, Attempt: 1),
        ],
        inventory.Credentials)
    {
        Devices = inventory.Devices,
    };
}

/// <summary>One endpoint to try.</summary>
/// <param name="Device">The device.</param>
/// <param name="Endpoint">One of its endpoints.</param>
/// <param name="Attempt">1 for the first run in a scan.</param>
public sealed record ScanItem(Device Device, Endpoint Endpoint, int Attempt);
