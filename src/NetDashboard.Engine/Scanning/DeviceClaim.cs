using System.Collections.Immutable;

namespace NetDashboard.Scanning;

/// <summary>Which device a visit goes to, where it may not be the only one at its host.</summary>
/// <param name="Device">The device's name in its inventory.</param>
/// <param name="IsForwarded">
/// Whether the host stands for several devices and this one has ports of its own there: a terminal server, or a lab behind one address.
/// </param>
/// <param name="Ports">All TCP ports of the device.</param>
internal sealed record DeviceClaim(string Device, bool IsForwarded, ImmutableArray<int> Ports)
{
    /// <summary>Whether two visits to the same host go, or may go, to the same device.</summary>
    public bool Concerns(DeviceClaim other) =>
        !IsForwarded || !other.IsForwarded
        || string.Equals(Device, other.Device, StringComparison.OrdinalIgnoreCase)
        || Ports.Any(port => other.Ports.Contains(port));
}
