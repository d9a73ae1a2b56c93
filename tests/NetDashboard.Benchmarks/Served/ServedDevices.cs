using System.Collections.Frozen;
using NetDashboard.Inventory;

namespace NetDashboard.Benchmarks.Served;

/// <summary>The inventory that is looked at: 10,000 devices on two protocols, in sites and with tags.</summary>
internal static class ServedDevices
{
    /// <summary>Rows of the table.</summary>
    public const int Count = 10_000;

    /// <summary>Logins to show.</summary>
    public const int Endpoints = 2 * Count;

    private const int Sites = 20;
    private static readonly string[] s_protocols = ["ssh", "telnet"];
    private static readonly string[] s_roles = ["core", "access", "edge", "lab"];

    /// <summary>Makes it.</summary>
    public static DeviceInventory Make() => new(
        [
            .. Enumerable.Range(1, Count).Select(i => new Device(
                $"sw-{i}",
                $"sw-{i}.campus.example",
                [.. s_protocols.Select(protocol => new Endpoint { Protocol = protocol, CredentialId = "c1", Platform = "cisco_iosxe" })])
            {
                Site = $"site-{i % Sites}",
                Tags = [s_roles[i % s_roles.Length]],
            }),
        ],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin") }.ToFrozenDictionary(StringComparer.Ordinal));
}
