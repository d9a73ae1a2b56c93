using System.Collections.Immutable;
using NetDashboard.Comparing;

namespace NetDashboard.Components.Comparisons;

/// <summary>How a kind of change is shown.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Status">Value of <c>data-status</c>, which gives the colour.</param>
/// <param name="Word">What it is called.</param>
/// <param name="IconPath">Path data on a 24 by 24 grid, drawn as a line.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record ChangeLook(ChangeKind Kind, string Status, string Word, string IconPath, string Meaning)
{
    private static readonly ImmutableDictionary<ChangeKind, ChangeLook> s_byKind;

    static ChangeLook()
    {
        All =
        [
            new(ChangeKind.NewlyFailing, "failed", "Newly failing", "M12 3v12M6 10l6 6 6-6M4 21h16", "The login was OK before, and is limited or failed now."),
            new(ChangeKind.OtherHostKey, "limited", "Other host key", "M13 13 21 5M17 9l3 3M8 12a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9", "The device shows another SSH host key than before."),
            new(ChangeKind.FailingUntriedBefore, "failed", "Failing, untried before", "M9 8.5a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9M12 17.2v.3M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19", "Limited or failed now; the older scan did not try it."),
            new(ChangeKind.StillFailing, "failed", "Still failing", "M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5ZM9 9l6 6M15 9l-6 6", "Limited or failed in both scans."),
            new(ChangeKind.Recovered, "ok", "Recovered", "M12 21V9M6 14l6-6 6 6M4 3h16", "Limited or failed before, and OK now."),
            new(ChangeKind.WeakerAlgorithms, "limited", "Weaker algorithms", "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6l8-3ZM9 12h6", "Key exchange, host key, cipher or MAC are of a weaker class than before."),
            new(ChangeKind.Slower, "limited", "Slower", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 3", "The login takes longer by more than the bound."),
            new(ChangeKind.OtherPrompt, "running", "Other prompt", "M4 6l6 6-6 6M12 18h8", "The prompt is another, so the device may be another or renamed."),
            new(ChangeKind.New, "running", "New", "M12 5v14M5 12h14", "Not in the older scan."),
            new(ChangeKind.Gone, "none", "Gone", "M5 12h14", "Not in the newer scan."),
            new(ChangeKind.NotTriedNow, "held", "Not tried now", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM6 18 18 6", "Held or cancelled in the newer scan, so nothing is known of it."),
        ];
        s_byKind = All.ToImmutableDictionary(look => look.Kind);
    }

    /// <summary>All kinds, the most urgent first.</summary>
    public static ImmutableArray<ChangeLook> All { get; }

    /// <summary>The look of a kind.</summary>
    public static ChangeLook Of(ChangeKind kind) => s_byKind[kind];
}
