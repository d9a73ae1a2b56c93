using System.Collections.Frozen;
using System.Collections.Immutable;
using NetDashboard.Inventory;

namespace NetDashboard.Scanning.Filters;

/// <summary>
/// Chooses endpoints of an inventory by an expression such as <c>site=ams and tag=core</c>. Immutable, safe for many threads.
/// </summary>
/// <remarks>
/// A condition is <c>field=value</c>, <c>field!=value</c> or <c>field~part</c> (contains); a word alone is looked for in all fields. Fields: name,
/// host, site, tag, platform, protocol. <c>*</c> and <c>?</c> in a value stand for any characters and any one. Conditions are joined by <c>and</c>,
/// <c>or</c>, <c>not</c> and parentheses, <c>and</c> before <c>or</c>; two that stand side by side are joined by <c>and</c>. Case never matters.
/// </remarks>
public sealed class DeviceFilter
{
    private readonly FilterNode _root;

    private DeviceFilter(string text, FilterNode root)
    {
        Text = text;
        _root = root;
    }

    /// <summary>Chooses everything.</summary>
    public static DeviceFilter All { get; } = new(string.Empty, FilterNode.Everything);

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression; an empty one chooses everything.</summary>
    /// <exception cref="FilterException">It is not one; the message tells what is wrong and where.</exception>
    public static DeviceFilter Parse(string text) => string.IsNullOrWhiteSpace(text) ? All : new(text, new FilterParser(text).Parse());

    /// <summary>Whether an endpoint is chosen.</summary>
    public bool Matches(Device device, Endpoint endpoint) => _root.Matches(device, endpoint);

    /// <summary>The chosen endpoints as an inventory of their own, with the credentials they use and no others.</summary>
    public DeviceInventory Choose(DeviceInventory inventory)
    {
        var devices = inventory.Devices.Select(Choose).OfType<Device>().ToImmutableArray();
        var used = devices.SelectMany(device => device.Endpoints).Select(endpoint => endpoint.CredentialId).ToHashSet(StringComparer.Ordinal);
        return new DeviceInventory(devices, inventory.Credentials.Where(pair => used.Contains(pair.Key)).ToFrozenDictionary(StringComparer.Ordinal));
    }

    private Device? Choose(Device device)
    {
        var chosen = device.Endpoints.Where(endpoint => Matches(device, endpoint)).ToImmutableArray();
        return chosen.IsEmpty ? null : chosen.Length == device.Endpoints.Length ? device : device with { Endpoints = chosen };
    }
}
