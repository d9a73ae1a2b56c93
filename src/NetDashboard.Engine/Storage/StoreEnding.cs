using NetDashboard.Live;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>Notes the end of a run in its rows.</summary>
internal static class StoreEnding
{
    public static void Note(StoredScan scan, StoredRun run, RunEnding ending)
    {
        var problem = ending.Problem is { } words ? StorableText.Of(words) : null;
        (run.State, run.Problem, run.EndedAt) = (ending.State.ToString(), problem, ending.EndedAt);
        (scan.State, scan.Problem, scan.EndedAt) = (run.State, problem, ending.EndedAt);
        var counts = ending.Counts;
        (scan.Ok, scan.Limited, scan.Held) = (counts.Ok, counts.Limited, counts.Held);
        (scan.Failed, scan.Cancelled) = (counts.Failed, counts.Cancelled);
    }
}
