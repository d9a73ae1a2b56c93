using System.Collections.Concurrent;
using System.Collections.Immutable;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Walls;

/// <summary>
/// What the screens of one link show: painted at most once a second however many there are, and only while there are some. Safe for many threads.
/// </summary>
public sealed class WallFeed
{
    /// <summary>How many screens one link may have at a time.</summary>
    public const int MaxScreens = 500;

    private const int KeptRevisions = 16;

    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_relook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_screenGone = TimeSpan.FromSeconds(15);

    private readonly Guid _id;
    private readonly WallParts _parts;
    private readonly ImmutableArray<ViewRows> _rows;
    private readonly ConcurrentDictionary<string, long> _screens = new(StringComparer.Ordinal);
    private ImmutableArray<WallRevision> _revisions = [];
    private TaskCompletionSource _changed = NewSignal();
    private (Guid Board, long Version)[] _painted = [];
    private string? _problem;
    private int _streams;
    private long _lastUse;
    private bool _hasEnded;

    internal WallFeed(ShareLink link, WallParts parts)
    {
        (_id, Link, _parts) = (link.Id, link, parts);
        _rows = [.. link.Plan.Views.Select(view => new ViewRows(view, parts.Scans, parts.History, parts.Library))];
        _lastUse = parts.Time.GetTimestamp();
    }

    /// <summary>Whose feed it is.</summary>
    public ShareLink Link { get; }

    /// <summary>The newest state; <see langword="null"/> before the first.</summary>
    public WallRevision? Newest => _revisions is [.., var newest] ? newest : null;

    /// <summary>Why there is none, for people; <see langword="null"/> when there is nothing wrong.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>How many screens show it now.</summary>
    public int Screens
    {
        get
        {
            var now = _parts.Time.GetTimestamp();
            return _screens.Count(pair => _parts.Time.GetElapsedTime(pair.Value, now) < s_screenGone);
        }
    }

    /// <summary>Whether the link has changed, so that this feed is not its own any more.</summary>
    public bool HasEnded => Volatile.Read(ref _hasEnded);

    /// <summary>Whether nobody has asked for a minute.</summary>
    internal bool IsIdle => HasEnded || Volatile.Read(ref _streams) == 0 && _parts.Time.GetElapsedTime(Volatile.Read(ref _lastUse)) > s_patience;

    /// <summary>Notes that a screen shows it.</summary>
    /// <param name="screen">What the screen calls itself.</param>
    /// <returns>Whether there is room for it.</returns>
    public bool NoteScreen(string screen)
    {
        var now = _parts.Time.GetTimestamp();
        Volatile.Write(ref _lastUse, now);
        if (_screens.Count >= MaxScreens && !_screens.ContainsKey(screen))
        {
            foreach (var gone in _screens.Where(pair => _parts.Time.GetElapsedTime(pair.Value, now) > s_screenGone))
            {
                _screens.TryRemove(gone);
            }

            if (_screens.Count >= MaxScreens)
            {
                return false;
            }
        }

        _screens[screen] = now;
        return true;
    }

    /// <summary>Counts a stream for as long as it is open.</summary>
    /// <returns>Dispose it when the stream ends.</returns>
    public IDisposable Open(string screen)
    {
        Interlocked.Increment(ref _streams);
        return new OpenStream(this, screen);
    }

    /// <summary>Waits until there is a newer revision, or for a while.</summary>
    /// <param name="known">The revision that is known.</param>
    /// <param name="limit">How long.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task WaitAsync(long known, TimeSpan limit, CancellationToken cancellationToken)
    {
        // Taken before the look, so that a change after it is not missed.
        var changed = Volatile.Read(ref _changed).Task;
        if (HasEnded || (Newest is { } newest && newest.Number != known))
        {
            return;
        }

        var pause = Task.Delay(limit, _parts.Time, cancellationToken);
        await Task.WhenAny(changed, pause).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What leads from one revision to the newest, in order; <see langword="null"/> when nothing does, so that everything must be asked for.</summary>
    /// <param name="known">The revision that is known.</param>
    public ImmutableArray<WallRevision>? Since(long known)
    {
        var revisions = _revisions;
        return !revisions.IsEmpty && known >= revisions[0].Number && known <= revisions[^1].Number ? [.. revisions.Where(revision => revision.Number > known)] : null;
    }

    /// <summary>Wakes whoever waits, for the last time.</summary>
    internal void End()
    {
        Volatile.Write(ref _hasEnded, true);
        Signal();
    }

    /// <summary>Paints until nobody looks any more.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var looked = 0L;
        var newest = Guid.Empty;
        for (var isFirst = true; !IsIdle; isFirst = false)
        {
            try
            {
                var first = _parts.Scans.Recent is [var board, ..] ? board.Id : Guid.Empty;
                if (isFirst || first != newest || Problem is not null || _parts.Time.GetElapsedTime(looked) > s_relook)
                {
                    (newest, looked) = (first, _parts.Time.GetTimestamp());
                    foreach (var rows in _rows)
                    {
                        await rows.LookAsync(cancellationToken).ConfigureAwait(false);
                    }

                    _painted = [];
                }

                Paint();
                Volatile.Write(ref _problem, null);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The screens say that nothing new comes, and it is tried again: a wall must not end.
                if (Problem is null)
                {
                    _parts.Logger.WallBroken(e, _id);
                }

                Volatile.Write(ref _problem, e is Storage.Model.StoreException ? e.Message : "The wall cannot be painted.");
            }

            await Task.Delay(s_pace, _parts.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Paint()
    {
        var versions = _rows.SelectMany(rows => rows.Boards).Select(board => (board.Id, board.Pulse.Version)).ToArray();
        if (_painted.Length > 0 && versions.AsSpan().SequenceEqual(_painted) && !_rows.Any(rows => rows.Boards.Any(board => board.Pulse.IsRunning)))
        {
            return;
        }

        _painted = versions;
        var views = _rows.Select(rows => _parts.Painter.Paint(rows, Link.Plan.IsRedacted)).ToImmutableArray();
        var before = Newest;
        if (before is not null && before.Views.Zip(views).All(pair => IsSame(pair.First, pair.Second)))
        {
            return;
        }

        var number = (before?.Number ?? 0) + 1;
        var now = _parts.Time.GetUtcNow();
        var change = before is null ? null : WallJson.Change(number, now, before.Views, views);
        var revision = new WallRevision(number, views, at => WallJson.Snapshot(_parts.Server, number, at, Link, views), change);

        // After a reset nothing leads from what was before to what is now.
        _revisions = change is null ? [revision] : [.. _revisions.TakeLast(KeptRevisions - 1), revision];
        Signal();
    }

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private static bool IsSame(WallPicture one, WallPicture other) =>
        one with { Tiles = [], Reasons = [] } == other with { Tiles = [], Reasons = [] }
        && one.Reasons.AsSpan().SequenceEqual(other.Reasons.AsSpan())
        && one.Tiles.AsSpan().SequenceEqual(other.Tiles.AsSpan());

    private sealed class OpenStream(WallFeed feed, string screen) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref feed._streams);
            Volatile.Write(ref feed._lastUse, feed._parts.Time.GetTimestamp());
            feed._screens.TryRemove(screen, out _);
        }
    }
}
