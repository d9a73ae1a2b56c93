using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Walls;

/// <summary>
/// Makes pictures: of each login the last verdict that is known, in whichever scan. One that a scan under way has not come to yet keeps its verdict, so that
/// a wall does not forget what fails whenever somebody scans.
/// </summary>
/// <param name="baselines">What failed before.</param>
/// <param name="catalog">Names of protocols.</param>
/// <param name="time">The clock.</param>
internal sealed class ViewPainter(Baselines baselines, ProbeCatalog catalog, TimeProvider time)
{
    private static readonly ImmutableDictionary<EndpointStatus, char> s_letters = new Dictionary<EndpointStatus, char>
    {
        [EndpointStatus.Failed] = 'f',
        [EndpointStatus.Limited] = 'l',
        [EndpointStatus.Held] = 'h',
        [EndpointStatus.Cancelled] = 'c',
        [EndpointStatus.Running] = 'r',
        [EndpointStatus.Waiting] = 'w',
        [EndpointStatus.Ok] = TileStatus.Ok,
    }.ToImmutableDictionary();

    /// <summary>What a view shows now.</summary>
    /// <param name="rows">What it is about.</param>
    /// <param name="isRedacted">Whether addresses are left out.</param>
    public WallPicture Paint(ViewRows rows, bool isRedacted)
    {
        var looks = rows.Boards.Select(board => new BoardLook(board, baselines)).ToArray();
        var tiles = ImmutableArray.CreateBuilder<WallTile>(rows.Devices.Length);
        var counts = new int[Enum.GetValues<EndpointStatus>().Length];
        var reasons = new Dictionary<ProbeFailure, int>();
        DateTimeOffset? lastAt = null;
        foreach (var device in rows.Devices)
        {
            var logins = device.Endpoints.Select(endpoint => Find(looks, new EndpointKey(device.Name, endpoint.Protocol))).ToArray();
            foreach (var login in logins)
            {
                counts[(int)login.Status]++;
                lastAt = login.At > lastAt || lastAt is null ? login.At ?? lastAt : lastAt;
                if (login.Failure is not ProbeFailure.None)
                {
                    reasons[login.Failure] = reasons.GetValueOrDefault(login.Failure) + 1;
                }
            }

            tiles.Add(Draw(device, logins, tiles.Count + 1, isRedacted));
        }

        var running = looks.Where(look => look.Summary.IsRunning).Select(look => look.Summary).ToArray();
        var newest = looks.FirstOrDefault()?.Summary;
        return new WallPicture
        {
            Title = isRedacted ? Redaction.Mask(rows.Title) : rows.Title,
            State = running.Length > 0 ? ScanState.Running : newest?.State,
            StartedAt = running.FirstOrDefault()?.StartedAt ?? newest?.StartedAt,
            LastAt = lastAt,
            HasBaseline = looks.FirstOrDefault()?.Baseline is not null,
            Done = running.Sum(summary => summary.Done),
            Total = running.Sum(summary => summary.Total),
            SecondsLeft = running.Select(summary => (int?)summary.EstimateTimeLeft(time.GetUtcNow())?.TotalSeconds).Max(),
            Counts = StatusCounts.Of(status => counts[(int)status]),
            Reasons = [.. reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => new WallReason(TitleOf(pair.Key), pair.Value))],
            Tiles = tiles.MoveToImmutable(),
        };
    }

    private static string TitleOf(ProbeFailure failure) => FailureGuide.Of(failure)?.Title ?? string.Empty;

    private WallTile Draw(Device device, ShownLogin[] logins, int position, bool isRedacted)
    {
        var worst = TileStatus.Ok;
        var newSince = 0L;
        for (var i = 0; i < logins.Length; i++)
        {
            var letter = s_letters[logins[i].Status];
            worst = TileStatus.IsWorse(letter, worst) ? letter : worst;
            newSince = Math.Max(newSince, logins[i].NewSince);
        }

        var name = isRedacted ? Redaction.NameOf(device.Name, position) : device.Name;
        var address = isRedacted || device.Host == device.Name ? string.Empty : device.Host;
        return new WallTile(name, address, worst, worst is TileStatus.Ok ? string.Empty : Describe(device, logins), newSince);
    }

    // "SSH, Telnet Connect timeout" or "SSH Authentication failed · Telnet Connect timeout"; what is OK is not mentioned.
    private string Describe(Device device, ShownLogin[] logins)
    {
        var reasons = device.Endpoints.Zip(logins)
            .Where(pair => pair.Second.Failure is not ProbeFailure.None)
            .GroupBy(pair => pair.Second.Failure, pair => catalog.TitleOf(pair.First.Protocol))
            .Select(group => $"{string.Join(", ", group)} {TitleOf(group.Key)}");
        return string.Join(" · ", reasons);
    }

    private static ShownLogin Find(BoardLook[] looks, EndpointKey key)
    {
        var nothing = new ShownLogin(EndpointStatus.Waiting, ProbeFailure.None, At: null, NewSince: 0);
        var isFirst = true;
        foreach (var look in looks)
        {
            if (look.Board.Layout.IndexOf(key) is not (>= 0 and var index))
            {
                continue;
            }

            var state = look.States[index];
            if (state.Status.IsFinished() && state.Status is not EndpointStatus.Cancelled)
            {
                return WithVerdict(look, state, state.Status);
            }

            if (state.Result is { } before)
            {
                return WithVerdict(look, state, EndpointStatuses.Of(before.Verdict.Outcome));
            }

            nothing = isFirst ? nothing with { Status = state.Status } : nothing;
            isFirst = false;
        }

        return nothing;
    }

    private static ShownLogin WithVerdict(BoardLook look, EndpointState state, EndpointStatus status)
    {
        var failure = status is EndpointStatus.Ok ? ProbeFailure.None : state.Result?.Verdict.Failure ?? ProbeFailure.None;
        var isNew = failure is not ProbeFailure.None && look.Baseline?.IsNewlyFailing(state) is true;
        return new ShownLogin(status, failure, state.FinishedAt, isNew ? state.FinishedAt?.ToUnixTimeSeconds() ?? 0 : 0);
    }

    private readonly record struct ShownLogin(EndpointStatus Status, ProbeFailure Failure, DateTimeOffset? At, long NewSince);

    private sealed class BoardLook
    {
        private readonly Lazy<Baseline?> _baseline;

        public BoardLook(ScanBoard board, Baselines baselines)
        {
            Board = board;

            // Read from the store where it must be, so only for a scan that has something to say.
            _baseline = new Lazy<Baseline?>(() => baselines.Peek(board));
            States = new EndpointState[board.Layout.Endpoints.Length];
            (_, Summary) = board.CopyTo(States);
        }

        public ScanBoard Board { get; }

        public Baseline? Baseline => _baseline.Value;

        public EndpointState[] States { get; }

        public ScanSummary Summary { get; }
    }
}
