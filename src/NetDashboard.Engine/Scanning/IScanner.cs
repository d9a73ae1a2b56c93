using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>Runs a plan; the seam at which tests feed made results.</summary>
public interface IScanner
{
    /// <summary>Tries every item of the plan once.</summary>
    /// <param name="plan">What to try.</param>
    /// <param name="started">Called when an item begins, on any thread, before its result; must not throw.</param>
    /// <param name="cancellationToken">Ends the scan; leaving the loop early does the same.</param>
    /// <returns>The results, in the order they finish.</returns>
    IAsyncEnumerable<ProbeResult> ScanAsync(ScanPlan plan, Action<ScanItem>? started = null, CancellationToken cancellationToken = default);
}
