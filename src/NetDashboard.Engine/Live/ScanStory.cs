using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>What a scan tells as a whole, at one moment: why logins failed, where, when, and how long they took.</summary>
public sealed record ScanStory
{
    /// <summary>Groups of places are cut to this many, the worst kept.</summary>
    public const int MaxPlaces = 100;

    /// <summary>The most buckets a timeline has.</summary>
    public const int MaxBuckets = 60;

    /// <summary>Everything finished that is not ok, by reason and stage: failed first, then held, limited, cancelled; in each the most first.</summary>
    public required ImmutableArray<ReasonGroup> Reasons { get; init; }

    /// <summary>Devices by site, the largest share of bad ones first, at most <see cref="MaxPlaces"/>; those without a site are in none.</summary>
    public required ImmutableArray<PlaceGroup> Sites { get; init; }

    /// <summary>Devices by tag, the largest share of bad ones first, at most <see cref="MaxPlaces"/>; a device counts for each of its tags.</summary>
    public required ImmutableArray<PlaceGroup> Tags { get; init; }

    /// <summary>Results over the time of the current or last run, without gaps from its begin until now or its end; empty before the first result.</summary>
    public required ImmutableArray<TimelineBucket> Timeline { get; init; }

    /// <summary>Width of each bucket of <see cref="Timeline"/>; at least 100 ms.</summary>
    public required TimeSpan BucketWidth { get; init; }

    /// <summary>How long successful logins took, one entry for each protocol that has some, in alphabetical order.</summary>
    public required ImmutableArray<LoginTimes> LoginTimes { get; init; }

    /// <summary>Endpoints being tried now.</summary>
    public required int InFlight { get; init; }

    /// <summary>Results in a second over the last five, or since the run began; <see langword="null"/> when no run is under way, and in its first moment.</summary>
    public required double? RatePerSecond { get; init; }

    /// <summary>Endpoints that were cancelled before any run of them gave a result; see <see cref="EndpointState.IsUnscanned"/>.</summary>
    public required int Unscanned { get; init; }
}

/// <summary>Endpoints that are not ok for the same reason.</summary>
/// <param name="Status">Failed, held, limited or cancelled.</param>
/// <param name="Failure">The reason; <see cref="ProbeFailure.Cancelled"/> for all that are cancelled.</param>
/// <param name="Stage">The stage they ended in; says nothing of cancelled ones.</param>
/// <param name="Endpoints">How many; at least one.</param>
/// <param name="Devices">How many devices these belong to.</param>
public sealed record ReasonGroup(EndpointStatus Status, ProbeFailure Failure, ProbeStage Stage, int Endpoints, int Devices)
{
    /// <summary>Whether an endpoint belongs to the group.</summary>
    public bool Contains(EndpointState state) => Of(state) == (Status, Failure, Stage);

    /// <summary>The group of an endpoint that is finished and not ok.</summary>
    internal static (EndpointStatus Status, ProbeFailure Failure, ProbeStage Stage) Of(EndpointState state) =>
        state is { Status: not EndpointStatus.Cancelled, Result: { } result }
            ? (state.Status, result.Verdict.Failure, result.Stage)
            : (state.Status, ProbeFailure.Cancelled, ProbeStage.Resolve);
}

/// <summary>The devices of one site or tag.</summary>
/// <param name="Name">The site or tag.</param>
/// <param name="Devices">How many; at least one.</param>
/// <param name="Ok">Those with every endpoint ok.</param>
/// <param name="NotOk">Those with an endpoint that failed, was held or is limited.</param>
/// <param name="Open">The others: something of them is still to come, or was cancelled.</param>
public sealed record PlaceGroup(string Name, int Devices, int Ok, int NotOk, int Open);

/// <summary>Results of one stretch of a run.</summary>
/// <param name="From">Its begin, in UTC; it lasts <see cref="ScanStory.BucketWidth"/>.</param>
/// <param name="Ok">Results that are ok.</param>
/// <param name="NotOk">Results that are not.</param>
public readonly record struct TimelineBucket(DateTimeOffset From, int Ok, int NotOk);

/// <summary>How long the successful logins of one protocol took; a refused privileged level is a successful login.</summary>
/// <param name="Protocol">Protocol in lower case.</param>
/// <param name="Bins">Without gaps, from the first that holds something to the last.</param>
/// <param name="Median">Half took no longer.</param>
/// <param name="P95">95 % took no longer.</param>
/// <param name="Slowest">The slowest first; at most five.</param>
public sealed record LoginTimes(
    string Protocol, ImmutableArray<HistogramBin> Bins, TimeSpan Median, TimeSpan P95, ImmutableArray<SlowDevice> Slowest);

/// <summary>Logins that took about as long; bounds are 1, 2, 5, 10, ... ms, so that a bin stays where it is while results come.</summary>
/// <param name="From">Shortest, included.</param>
/// <param name="To">Longest, excluded.</param>
/// <param name="Count">How many.</param>
public readonly record struct HistogramBin(TimeSpan From, TimeSpan To, int Count);

/// <summary>A login that took long.</summary>
/// <param name="Endpoint">Position in <see cref="ScanLayout.Endpoints"/>.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Duration">How long.</param>
public sealed record SlowDevice(int Endpoint, string Device, TimeSpan Duration);
