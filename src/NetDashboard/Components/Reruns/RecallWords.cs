using NetDashboard.Live;

namespace NetDashboard.Components.Reruns;

/// <summary>What became of the inventories of a scan from before a restart, for people.</summary>
internal static class RecallWords
{
    private const string Advice = "Use \"Re-run with changes\" and give a credential for those.";

    /// <summary>Why none of the wanted logins can be tried.</summary>
    public static string Nothing(RecalledInventory recalled) => $"{Reasons(recalled)} {Advice}";

    /// <summary>Why some cannot be tried; <see langword="null"/> when all can.</summary>
    public static string? LeftOut(RecalledInventory recalled) => recalled.Missing == 0 ? null : $"{Reasons(recalled)} {Advice}";

    private static string Reasons(RecalledInventory recalled)
    {
        var logins = recalled.Missing == 1 ? "1 login was left out" : $"{recalled.Missing:N0} logins were left out";
        var devices = recalled.MissingDevices == 1 ? "1 device" : $"{recalled.MissingDevices:N0} devices";
        return recalled.Unusable is []
            ? $"{logins}: the inventories have {devices} no longer, or with another host or port."
            : $"{logins}, of {devices}: {string.Join(", ", recalled.Unusable)} {(recalled.Unusable.Length == 1 ? "is" : "are")} not in the library any more or cannot be read now, and this scan's secrets are kept nowhere else.";
    }
}
