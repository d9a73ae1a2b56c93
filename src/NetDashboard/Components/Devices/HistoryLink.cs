namespace NetDashboard.Components.Devices;

/// <summary>Where the history of a device is.</summary>
internal static class HistoryLink
{
    /// <summary>The page of a device. A slash in its name stays one, for servers do not take it escaped.</summary>
    public static string OfDevice(string name) => $"/history/devices/{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}";
}
