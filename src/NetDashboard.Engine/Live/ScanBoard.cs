using System.Collections.Immutable;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Live;

/// <summary>
/// The newest state of every endpoint of one scan, and who watches it. Safe for many threads: all state changes under one lock, which is
/// never held while waiting.
/// </summary>
public sealed class ScanBoard
{
    /// <summary>
    /// How long all transcripts together may be, in characters: 32 MiB of memory. Beyond that a quarter is dropped, those of successes first, the oldest first.
    /// </summary>
    public const int MaxTranscripts = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly EndpointState[] _states;
    private readonly StoryCache _story;
    private readonly int[] _counts = new int[Enum.GetValues<EndpointStatus>().Length];
    private ImmutableArray<LiveSubscription> _subscriptions = [];
    private ScanState _state = ScanState.Completed;
    private string? _problem;
    private int _run;
    private int _done;
    private int _total;
    private DateTimeOffset _startedAt;
    private DateTimeOffset? _endedAt;
    private DateTimeOffset? _lastResultAt;
    private long _version;
    private long _transcripts;

    /// <summary>A board on which everything waits.</summary>
    /// <param name="id">Names the scan.</param>
    /// <param name="title">What is scanned, for people: the names of the inventories.</param>
    /// <param name="layout">Rows and columns.</param>
    /// <param name="time">The clock.</param>
    public ScanBoard(Guid id, string title, ScanLayout layout, TimeProvider time)
    {
        Id = id;
        Title = title;
        Layout = layout;
        _time = time;
        _story = new StoryCache(this, time);
        _states = [.. layout.Endpoints.Select((_, index) => new EndpointState(index, EndpointStatus.Waiting, Attempt: 0, Result: null))];
        _counts[(int)EndpointStatus.Waiting] = _states.Length;
        _startedAt = CreatedAt = time.GetUtcNow();
        _endedAt = CreatedAt;
    }

    // A scan made before, as it was kept.
    private ScanBoard(ScanBoard blank, DateTimeOffset createdAt, IEnumerable<EndpointState> states, KeptRun run)
        : this(blank.Id, blank.Title, blank.Layout, blank._time)
    {
        (Inventories, StartedBy, ThinnedAt) = (blank.Inventories, blank.StartedBy, blank.ThinnedAt);
        CreatedAt = createdAt;
        foreach (var state in states)
        {
            Set(state);
            _lastResultAt = state.FinishedAt is { } at && at >= run.StartedAt && !(at < _lastResultAt) ? at : _lastResultAt;
        }

        MakeRoom(newest: -1);
        (_state, _problem, _run) = (run.State, run.Problem, run.Number);
        (_done, _total) = (run.Done, run.Total);
        (_startedAt, _endedAt) = (run.StartedAt, run.EndedAt);
    }

    /// <summary>Names the scan.</summary>
    public Guid Id { get; }

    /// <summary>What is scanned, for people.</summary>
    public string Title { get; }

    /// <summary>Names of the inventories in the library that the devices come from; empty where they come from elsewhere.</summary>
    public ImmutableArray<string> Inventories { get; init; } = [];

    /// <summary>Who started it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }

    /// <summary>When the results that were OK were removed for their age, in UTC; <see langword="null"/> while they are there.</summary>
    public DateTimeOffset? ThinnedAt { get; init; }

    /// <summary>Rows and columns.</summary>
    public ScanLayout Layout { get; }

    /// <summary>When the scan was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How many viewers there are.</summary>
    public int SubscriberCount => _subscriptions.Length;

    /// <summary>The scan in numbers, now.</summary>
    public ScanSummary Summary
    {
        get
        {
            lock (_gate)
            {
                return Summarize();
            }
        }
    }

    /// <summary>
    /// What the scan tells as a whole. Made at most four times a second however many ask, so it may be a quarter of a second old while results
    /// come: ask again after a moment of quiet. After the end of a run it is exact.
    /// </summary>
    public ScanStory Story => _story.Get();

    /// <summary>A number that grows with every change, and whether a run is under way.</summary>
    internal (long Version, bool IsRunning) Pulse
    {
        get
        {
            lock (_gate)
            {
                return (_version, _state is ScanState.Running);
            }
        }
    }

    /// <summary>How long all transcripts are together, in characters.</summary>
    internal long TranscriptLength
    {
        get
        {
            lock (_gate)
            {
                return _transcripts;
            }
        }
    }

    /// <summary>Begins a feed: the snapshot and the registration happen together, so that no change falls between them.</summary>
    /// <returns>Dispose it to end the feed.</returns>
    public LiveSubscription Subscribe()
    {
        lock (_gate)
        {
            var subscription = new LiveSubscription(this, new LiveChanges([.. _states], Summarize()), _time);
            _subscriptions = _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>The endpoints that are so now, for <see cref="RerunRequest.Endpoints"/>.</summary>
    /// <param name="predicate">Chooses; called for each endpoint, in the order of the layout.</param>
    public IReadOnlySet<int> Select(Func<EndpointState, bool> predicate)
    {
        var states = new EndpointState[_states.Length];
        CopyTo(states);
        return states.Where(predicate).Select(state => state.Index).ToHashSet();
    }

    /// <summary>Begins a run over every endpoint that is not ok, or over chosen ones whatever their state.</summary>
    /// <param name="chosen">Indexes of endpoints, those of other scans are ignored; <see langword="null"/> for all that are not ok.</param>
    /// <returns>What to try, each with its attempt counted; empty, with nothing begun, when that is nothing.</returns>
    internal ImmutableArray<ScanItem> BeginRun(IReadOnlySet<int>? chosen = null)
    {
        lock (_gate)
        {
            var items = ImmutableArray.CreateBuilder<ScanItem>();
            foreach (var state in _states.Where(state => chosen?.Contains(state.Index) ?? state.Status is not EndpointStatus.Ok))
            {
                var (_, device, endpoint) = Layout.Endpoints[state.Index];
                items.Add(new ScanItem(device, endpoint, state.Attempt + 1));
                Set(state with { Status = EndpointStatus.Waiting, Attempt = state.Attempt + 1 });
            }

            if (items.Count > 0)
            {
                _run++;
                _state = ScanState.Running;
                _problem = null;
                _done = 0;
                _total = items.Count;
                _startedAt = _time.GetUtcNow();
                _endedAt = null;
                _lastResultAt = null;
                WakeAll();
            }

            return items.DrainToImmutable();
        }
    }

    /// <summary>Notes that an endpoint is being tried.</summary>
    internal void Start(EndpointKey key)
    {
        lock (_gate)
        {
            // A start told late, after the result or the end of the run, must not undo it.
            if (Find(key) is { Status: EndpointStatus.Waiting } state && _state is ScanState.Running)
            {
                Set(state with { Status = EndpointStatus.Running });
                WakeAll();
            }
        }
    }

    /// <summary>Notes a result; one for an endpoint that is not being tried is dropped.</summary>
    internal void Apply(ProbeResult result) => Apply(result, _time.GetUtcNow());

    /// <inheritdoc cref="Apply(ProbeResult)"/>
    internal void Apply(ProbeResult result, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (Find(result.Key) is { } state && !state.Status.IsFinished())
            {
                Set(state.Finish(result, at));
                MakeRoom(state.Index);
                _done++;
                _lastResultAt = at;
                WakeAll();
            }
        }
    }

    /// <summary>Ends the run; endpoints without a result are cancelled.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="problem">Why, for people, when it is broken.</param>
    /// <param name="at">When, in UTC; now when left out.</param>
    internal void EndRun(ScanState state, string? problem = null, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            foreach (var unfinished in _states.Where(endpoint => !endpoint.Status.IsFinished()))
            {
                var begun = unfinished.Status is EndpointStatus.Running ? unfinished.Attempt : unfinished.Attempt - 1;
                Set(unfinished with { Status = EndpointStatus.Cancelled, Attempt = begun });
            }

            _state = state;
            _problem = problem;
            _endedAt = at ?? _time.GetUtcNow();
            WakeAll();
        }
    }

    /// <summary>Drops all transcripts, to make room for those of other scans.</summary>
    internal void DropTranscripts()
    {
        lock (_gate)
        {
            DropTranscripts(downTo: 0, spared: -1);
            WakeAll();
        }
    }

    /// <summary>A scan made before, as it was kept: <paramref name="blank"/> with everything that happened since.</summary>
    /// <param name="blank">The scan as it was made.</param>
    /// <param name="createdAt">When that was, in UTC.</param>
    /// <param name="states">Those that are other than waiting.</param>
    /// <param name="run">Its last run.</param>
    internal static ScanBoard Restore(ScanBoard blank, DateTimeOffset createdAt, IEnumerable<EndpointState> states, KeptRun run) =>
        new(blank, createdAt, states, run);

    /// <summary>Copies all states, and gives the numbers of the same moment.</summary>
    /// <param name="states">As long as the layout has endpoints.</param>
    internal (long Version, ScanSummary Summary) CopyTo(EndpointState[] states)
    {
        lock (_gate)
        {
            _states.CopyTo(states, 0);
            return (_version, Summarize());
        }
    }

    internal LiveChanges Take(LiveSubscription subscription)
    {
        lock (_gate)
        {
            return new LiveChanges(subscription.Drain(_states), Summarize());
        }
    }

    internal void Remove(LiveSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = _subscriptions.Remove(subscription);
        }
    }

    private EndpointState? Find(EndpointKey key) => Layout.IndexOf(key) is >= 0 and var index ? _states[index] : null;

    private void Set(EndpointState state)
    {
        _counts[(int)_states[state.Index].Status]--;
        _counts[(int)state.Status]++;
        _transcripts += LengthOf(state) - LengthOf(_states[state.Index]);
        _states[state.Index] = state;
        foreach (var subscription in _subscriptions)
        {
            subscription.Note(state.Index);
        }
    }

    private static int LengthOf(EndpointState state) =>
        state.Result?.Transcript is { } transcript && !ReferenceEquals(transcript, Transcript.NotKept) ? transcript.Text.Length : 0;

    private void MakeRoom(int newest)
    {
        if (_transcripts > MaxTranscripts)
        {
            // Much at once, for it takes a look at everything.
            DropTranscripts(downTo: MaxTranscripts / 4 * 3, spared: newest);
        }
    }

    private void DropTranscripts(long downTo, int spared)
    {
        var having = _states
            .Where(state => LengthOf(state) > 0 && state.Index != spared)
            .OrderBy(state => state.Result!.Verdict.Outcome is ProbeOutcome.Ok ? 0 : 1)
            .ThenBy(state => state.FinishedAt)
            .ToArray();
        foreach (var state in having.TakeWhile(_ => _transcripts > downTo))
        {
            Set(state with { Result = state.Result! with { Transcript = Transcript.NotKept } });
        }
    }

    private void WakeAll()
    {
        _version++;
        foreach (var subscription in _subscriptions)
        {
            subscription.Wake();
        }
    }

    private ScanSummary Summarize() => new()
    {
        State = _state,
        Problem = _problem,
        Counts = StatusCounts.Of(status => _counts[(int)status]),
        Done = _done,
        Total = _total,
        Run = _run,
        StartedAt = _startedAt,
        EndedAt = _endedAt,
        LastResultAt = _lastResultAt,
    };
}
