namespace NetDashboard.Components.Devices;

/// <summary>Where the pages of a device are.</summary>
internal static class DeviceAddress
{
    /// <summary>Its history. A slash in its name stays one, for servers do not take it escaped.</summary>
    public static string OfHistory(string name) => $"/history/devices/{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}";
}
