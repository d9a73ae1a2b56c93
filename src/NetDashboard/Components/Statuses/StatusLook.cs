using System.Collections.Immutable;
using NetDashboard.Live;

namespace NetDashboard.Components.Statuses;

/// <summary>How a status is shown, everywhere: key, word, icon and meaning belong together, so that colour never stands alone.</summary>
/// <param name="Key">Value of <c>data-status</c>; style sheets hang the colour on it.</param>
/// <param name="Word">The word a status cell begins with.</param>
/// <param name="IconPath">Path data on a 24 by 24 grid, drawn as a line.</param>
/// <param name="Meaning">One sentence for the help page.</param>
public sealed record StatusLook(string Key, string Word, string IconPath, string Meaning)
{
    // The style sheet makes the dashes: as a path they would be most of what a changing table sends.
    private const string DashedCircle = "M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18";
    private const string Triangle = "M12 3.5 2.5 20h19L12 3.5ZM12 10v4.5M12 17.2v.3";

    /// <summary>A device that the inventory does not reach by a protocol.</summary>
    public static StatusLook NotConfigured { get; } = new(
        "none", "–", DashedCircle, "The inventory gives no way to reach this device by this protocol.");

    /// <summary>All statuses with their looks, the most urgent first.</summary>
    public static ImmutableArray<(EndpointStatus Status, StatusLook Look)> All { get; } =
    [
        (EndpointStatus.Failed, new("failed", "Failed", "M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5ZM9 9l6 6M15 9l-6 6", "No login. The reason says why, and each reason asks for a different action.")),
        (EndpointStatus.Held, new("held", "Held", Triangle, "Not tried, to protect an account: the same credential was refused by other devices in this scan.")),
        (EndpointStatus.Limited, new("limited", "Limited", Triangle, "Logged in, but the device refused the privileged level.")),
        (EndpointStatus.Ok, new("ok", "OK", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.2l2.8 2.8L16 9.4", "Logged in; the prompt shown is the proof.")),
        (EndpointStatus.Running, new("running", "Running", "M12 3a9 9 0 1 1-9 9", "Being tried now.")),
        (EndpointStatus.Waiting, new("waiting", "Waiting", DashedCircle, "Not begun yet.")),
        (EndpointStatus.Cancelled, new("cancelled", "Cancelled", DashedCircle, "The scan was stopped before this endpoint had finished.")),
    ];

    private static readonly ImmutableDictionary<EndpointStatus, StatusLook> s_byStatus = All.ToImmutableDictionary(pair => pair.Status, pair => pair.Look);

    /// <summary>The look of a status.</summary>
    public static StatusLook Of(EndpointStatus status) => s_byStatus[status];
}
