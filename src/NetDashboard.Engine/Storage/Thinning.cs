using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>What is known of a scan whose results that were OK were removed for their age. An earlier failure, which stays, must not stand for them.</summary>
/// <param name="At">When they were removed, in UTC; <see langword="null"/> while they are there.</param>
/// <param name="Ok">See <see cref="StoredScan.ThinnedOk"/>.</param>
internal sealed record Thinning(DateTimeOffset? At, byte[]? Ok)
{
    /// <summary>Nothing was removed.</summary>
    public static Thinning None { get; } = new(At: null, Ok: null);

    /// <summary>That of a scan.</summary>
    public static Thinning Of(StoredScan scan) => new(scan.ThinnedAt, scan.ThinnedOk);

    /// <summary>Whether an endpoint was OK when the results were removed, and was not tried again since.</summary>
    /// <param name="index">Its position in the layout.</param>
    /// <param name="newest">When the last of its results came that are there; <see langword="null"/> when there is none.</param>
    public bool IsOk(int index, DateTimeOffset? newest) => Ok is not null && EndpointBits.Contains(Ok, index) && !(newest > At);
}
