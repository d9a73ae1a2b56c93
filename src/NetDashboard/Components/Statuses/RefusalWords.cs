using NetDashboard.Live;

namespace NetDashboard.Components.Statuses;

/// <summary>Why a run did not begin, for people.</summary>
internal static class RefusalWords
{
    /// <summary>The reason; <see langword="null"/> when it did begin.</summary>
    /// <param name="refusal">What came of the wish.</param>
    /// <param name="maxRunning">How many scans may be under way at once.</param>
    public static string? Of(StartRefusal refusal, int maxRunning) => refusal switch
    {
        StartRefusal.None => null,
        StartRefusal.TooManyScans => $"{maxRunning} scans are under way, which is as many as may be (Scan:MaxRunning). Wait for one to end, or cancel one.",
        StartRefusal.AlreadyRunning => "This scan is under way. Wait for its end, or cancel it.",
        StartRefusal.NotKept => "This scan is not kept any more. Start a new one.",
        StartRefusal.SecretsNotKept => "This scan was made before a restart, its secrets are not kept, and it is of no inventory in the library to read them from again. Use \"Re-run with changes\" and give a credential.",
        _ => "There is nothing to try again: all of it is OK, or somebody else was faster.",
    };
}
