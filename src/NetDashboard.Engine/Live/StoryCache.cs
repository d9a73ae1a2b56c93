namespace NetDashboard.Live;

/// <summary>Keeps the latest story of a board, so that it is made a few times a second however many ask. Safe for many threads.</summary>
/// <param name="board">The board.</param>
/// <param name="time">The clock.</param>
internal sealed class StoryCache(ScanBoard board, TimeProvider time)
{
    /// <summary>How old a story may grow while results come.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(250);

    // While none come, only the rate changes.
    private static readonly TimeSpan s_maxQuietAge = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Told? _told;
    private StoryTeller? _teller;
    private EndpointState[] _states = [];

    /// <summary>The story as it stands, or stood a moment ago.</summary>
    public ScanStory Get()
    {
        if (Volatile.Read(ref _told) is { } told && IsFresh(told))
        {
            return told.Story;
        }

        // Whoever comes meanwhile waits for the same story: it takes a few milliseconds.
        lock (_gate)
        {
            if (_told is { } meanwhile && IsFresh(meanwhile))
            {
                return meanwhile.Story;
            }

            var fresh = Tell();
            Volatile.Write(ref _told, fresh);
            return fresh.Story;
        }
    }

    private bool IsFresh(Told told)
    {
        var (version, isRunning) = board.Pulse;
        return told.Version == version ? !isRunning || AgeOf(told) < s_maxQuietAge
            : isRunning && AgeOf(told) < MaxAge; // The last story of a run is made at once: it may stand for days.
    }

    private TimeSpan AgeOf(Told told) => time.GetElapsedTime(told.At);

    private Told Tell()
    {
        _teller ??= new StoryTeller(board.Layout);
        if (_states.Length != board.Layout.Endpoints.Length)
        {
            _states = new EndpointState[board.Layout.Endpoints.Length];
        }

        var at = time.GetTimestamp();
        var (version, summary) = board.CopyTo(_states);
        var story = _teller.Tell(_states, summary, time.GetUtcNow());
        if (!summary.IsRunning)
        {
            // Ended scans are kept for long and asked seldom.
            (_teller, _states) = (null, []);
        }

        return new Told(story, version, at);
    }

    private sealed record Told(ScanStory Story, long Version, long At);
}
