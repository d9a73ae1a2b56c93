using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>What a scan is compared with while it is looked at: which of its endpoints were OK in the scan before. Never changes.</summary>
public sealed class Baseline
{
    private readonly bool[] _wasOk;

    /// <summary>Takes down which endpoints were OK.</summary>
    /// <param name="scan">The scan before.</param>
    /// <param name="createdAt">When that was made, in UTC.</param>
    /// <param name="layout">The scan that is looked at.</param>
    /// <param name="ok">Those that were OK by their last attempt; others than those of the layout are left out.</param>
    public Baseline(Guid scan, DateTimeOffset createdAt, ScanLayout layout, IEnumerable<EndpointKey> ok)
    {
        (Scan, CreatedAt) = (scan, createdAt);
        _wasOk = new bool[layout.Endpoints.Length];
        foreach (var key in ok)
        {
            if (layout.IndexOf(key) is >= 0 and var index)
            {
                _wasOk[index] = true;
            }
        }
    }

    /// <summary>Names the scan before.</summary>
    public Guid Scan { get; }

    /// <summary>When the scan before was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Whether an endpoint fails that did not: its login was OK in the scan before, and is limited or failed now.</summary>
    public bool IsNewlyFailing(EndpointState state) => state.Status is EndpointStatus.Failed or EndpointStatus.Limited && _wasOk[state.Index];
}
