using NetDashboard.Inventory;
using NetDashboard.Platforms;

namespace NetDashboard.Probing;

/// <summary>Everything a probe needs to know of what it tries.</summary>
/// <param name="Device">The device.</param>
/// <param name="Endpoint">One of the device's endpoints.</param>
/// <param name="Credential">What to log in with.</param>
/// <param name="Platform">The device's platform; <see cref="PlatformCatalog.Generic"/> where the inventory names none.</param>
/// <param name="Attempt">1 for the first run of the endpoint in a scan.</param>
public sealed record ProbeTarget(Device Device, Endpoint Endpoint, Credential Credential, Platform Platform, int Attempt = 1);
