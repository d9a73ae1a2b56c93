using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>
/// Takes down what scans give before anybody sees it: a result reaches the board when it is kept, so that nothing shown can be lost. Safe for
/// many threads.
/// </summary>
public interface IScanJournal
{
    /// <summary>Whether it keeps up.</summary>
    JournalStatus Status { get; }

    /// <summary>Notes that a run begins. Waits only for room, not until it is kept.</summary>
    /// <param name="beginning">The run.</param>
    /// <param name="kept">Called for each result once it is kept, with the time it came (UTC): one call at a time, in the order of the results; must not throw.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IRunJournal> BeginAsync(RunBeginning beginning, Action<ProbeResult, DateTimeOffset> kept, CancellationToken cancellationToken);
}

/// <summary>Takes down one run. One call at a time.</summary>
public interface IRunJournal
{
    /// <summary>Hands over a result, and waits while there is no room: whoever makes results slows down, and none is dropped.</summary>
    ValueTask AddAsync(ProbeResult result, CancellationToken cancellationToken);

    /// <summary>Waits until everything handed over is kept.</summary>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Notes the end of the run, and waits until that is kept.</summary>
    Task EndAsync(RunEnding ending, CancellationToken cancellationToken);
}

/// <summary>Whether a journal keeps up.</summary>
/// <param name="BehindSince">Since when nothing can be kept, in UTC; <see langword="null"/> while all is well.</param>
/// <param name="Reason">Why, for people; <see langword="null"/> while all is well.</param>
/// <param name="Waiting">Results that wait to be kept.</param>
public sealed record JournalStatus(DateTimeOffset? BehindSince, string? Reason, int Waiting)
{
    /// <summary>All is well, and nothing waits.</summary>
    public static JournalStatus Idle { get; } = new(BehindSince: null, Reason: null, Waiting: 0);

    /// <summary>Whether all is well.</summary>
    public bool IsHealthy => BehindSince is null;
}
