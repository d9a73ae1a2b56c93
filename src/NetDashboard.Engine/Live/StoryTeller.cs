using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>Makes the story of a scan out of its states. Used by one thread at a time.</summary>
/// <param name="layout">Rows and columns.</param>
internal sealed class StoryTeller(ScanLayout layout)
{
    private readonly PlaceIndex _sites = new(layout.Devices, device => device.Site is { } site ? [site] : []);
    private readonly PlaceIndex _tags = new(layout.Devices, device => device.Tags);
    private readonly LoginTimer[] _timers = [.. layout.Protocols.Select(protocol => new LoginTimer(protocol, layout.Devices.Length))];
    private readonly int[] _columns = [.. layout.Endpoints.Select(endpoint => layout.Protocols.IndexOf(endpoint.Endpoint.Protocol))];
    private readonly Standing[] _standings = new Standing[layout.Devices.Length];

    /// <summary>Tells the story.</summary>
    /// <param name="states">In the order of the layout.</param>
    /// <param name="run">The numbers of the same moment.</param>
    /// <param name="now">The present, in UTC.</param>
    public ScanStory Tell(ReadOnlySpan<EndpointState> states, ScanSummary run, DateTimeOffset now)
    {
        Array.Clear(_standings);
        Array.ForEach(_timers, timer => timer.Clear());
        var timeline = new RunTimeline(run, now);
        var reasons = new Dictionary<(EndpointStatus, ProbeFailure, ProbeStage), Tally>();
        var unscanned = 0;
        foreach (var state in states)
        {
            var row = layout.Endpoints[state.Index].Row;
            var standing = StandingOf(state.Status);
            _standings[row] = standing > _standings[row] ? standing : _standings[row];
            if (state.Status.IsWorthRerun())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(reasons, ReasonGroup.Of(state), out _).Add(row);
                unscanned += state.IsUnscanned ? 1 : 0;
            }

            if (state is { Result: { } result, FinishedAt: { } at } && state.Status is not EndpointStatus.Cancelled && state.Status.IsFinished())
            {
                timeline.Add(at, state.Status is EndpointStatus.Ok);
                if (state.Status is EndpointStatus.Ok or EndpointStatus.Limited)
                {
                    _timers[_columns[state.Index]].Add(state.Index, result.Duration);
                }
            }
        }

        return new ScanStory
        {
            Reasons = Sort(reasons),
            Sites = _sites.Count(_standings),
            Tags = _tags.Count(_standings),
            Timeline = timeline.Sum(),
            BucketWidth = timeline.Width,
            LoginTimes = [.. _timers.Select(timer => timer.Sum(layout)).OfType<LoginTimes>()],
            InFlight = run.Counts.Running,
            RatePerSecond = timeline.RatePerSecond,
            Unscanned = unscanned,
        };
    }

    private static Standing StandingOf(EndpointStatus status) => status switch
    {
        EndpointStatus.Ok => Standing.Ok,
        EndpointStatus.Failed or EndpointStatus.Held or EndpointStatus.Limited => Standing.NotOk,
        _ => Standing.Open,
    };

    private static ImmutableArray<ReasonGroup> Sort(Dictionary<(EndpointStatus Status, ProbeFailure Failure, ProbeStage Stage), Tally> reasons) =>
    [
        .. reasons
            .Select(pair => new ReasonGroup(pair.Key.Status, pair.Key.Failure, pair.Key.Stage, pair.Value.Endpoints, pair.Value.Devices))
            .OrderBy(group => Rank(group.Status))
            .ThenByDescending(group => group.Endpoints)
            .ThenBy(group => group.Failure)
            .ThenBy(group => group.Stage),
    ];

    private static int Rank(EndpointStatus status) => status switch
    {
        EndpointStatus.Failed => 0,
        EndpointStatus.Held => 1,
        EndpointStatus.Limited => 2,
        _ => 3,
    };

    private struct Tally
    {
        private int _lastRow;

        public int Endpoints { get; private set; }

        public int Devices { get; private set; }

        // The endpoints of a device come one after the other.
        public void Add(int row)
        {
            Devices += Endpoints++ == 0 || row != _lastRow ? 1 : 0;
            _lastRow = row;
        }
    }
}
