using Microsoft.Extensions.Time.Testing;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Tests.Live;

public sealed class ScanBoardTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Numbers_can_be_written_into_a_log()
    {
        var counts = new StatusCounts(1, 2, 3, 4, 5, 6, 7);
        Assert.Contains("Waiting = 1", counts.ToString(), StringComparison.Ordinal);
        Assert.Equal(new StatusCounts(0, 0, 3, 4, 5, 6, 10), counts.EndNow());
    }

    [Fact]
    public void Before_anything_happened_every_endpoint_waits()
    {
        var board = Made.Board(_time, "r1", "r2");

        using var subscription = board.Subscribe();

        Assert.All(subscription.Snapshot.Endpoints, state => Assert.Equal(EndpointStatus.Waiting, state.Status));
        Assert.Equal(4, subscription.Snapshot.Summary.Counts.Waiting);
    }

    [Fact]
    public void Counters_follow_every_step_of_an_endpoint()
    {
        var board = Made.Board(_time, "r1");
        board.BeginRun();

        board.Start(new EndpointKey("r1", "ssh"));
        Assert.Equal(new StatusCounts(Waiting: 1, Running: 1, 0, 0, 0, 0, 0), board.Summary.Counts);

        board.Apply(Made.Failed("r1"));
        Assert.Equal(new StatusCounts(Waiting: 1, 0, 0, 0, 0, Failed: 1, 0), board.Summary.Counts);
        Assert.Equal((1, 2), (board.Summary.Done, board.Summary.Total));
    }

    [Fact]
    public void A_start_told_late_does_not_undo_the_result()
    {
        var board = Made.Board(_time, "r1");
        board.BeginRun();
        board.Apply(Made.Ok("r1"));

        board.Start(new EndpointKey("r1", "ssh"));

        Assert.Equal(1, board.Summary.Counts.Ok);
        Assert.Equal(0, board.Summary.Counts.Running);
    }

    [Fact]
    public void Transcripts_beyond_the_room_for_them_are_dropped_those_of_successes_first()
    {
        var text = new Transcript(new string('x', TranscriptRecorder.MaxLength), IsCut: false);
        var names = Enumerable.Range(0, (ScanBoard.MaxTranscripts / TranscriptRecorder.MaxLength) + 1).Select(i => $"r{i}").ToArray();
        var board = Made.Board(_time, names);
        board.BeginRun();
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            board.Apply((i % 2 == 0 ? Made.Ok(name) : Made.Failed(name)) with { Transcript = text });
        }

        using var subscription = board.Subscribe();
        var results = subscription.Snapshot.Endpoints.Select(state => state.Result).OfType<ProbeResult>().ToArray();
        Assert.Equal(ScanBoard.MaxTranscripts / 4 * 3, board.TranscriptLength);
        Assert.Equal(board.TranscriptLength, results.Sum(result => ReferenceEquals(result.Transcript, text) ? text.Text.Length : 0));
        Assert.All(results.Where(result => result.Verdict.Outcome is not ProbeOutcome.Ok), result => Assert.Same(text, result.Transcript));
        Assert.Same(Transcript.NotKept, results[0].Transcript);
        Assert.Same(text, results[^1].Transcript);

        board.DropTranscripts();
        Assert.Equal(0, board.TranscriptLength);
    }

    [Fact]
    public void A_result_for_an_unknown_or_finished_endpoint_changes_nothing()
    {
        var board = Made.Board(_time, "r1");
        board.BeginRun();
        board.Apply(Made.Ok("r1"));

        board.Apply(Made.Failed("r1"));
        board.Apply(Made.Failed("stranger"));

        Assert.Equal(new StatusCounts(Waiting: 1, 0, Ok: 1, 0, 0, 0, 0), board.Summary.Counts);
        Assert.Equal(1, board.Summary.Done);
    }

    [Fact]
    public async Task A_slow_viewer_gets_the_newest_state_of_each_endpoint_once()
    {
        var board = Made.Board(_time, "r1", "r2");
        using var subscription = board.Subscribe();
        board.BeginRun();
        board.Start(new EndpointKey("r1", "ssh"));
        board.Apply(Made.Ok("r1"));
        board.Apply(Made.Failed("r2"));

        var changes = await FirstAsync(subscription);

        Assert.Equal(4, changes.Endpoints.Length);
        Assert.Single(changes.Endpoints, state => state.Status is EndpointStatus.Ok);
        Assert.Single(changes.Endpoints, state => state.Status is EndpointStatus.Failed);
        Assert.Equal(2, changes.Summary.Done);
    }

    [Fact]
    public async Task Snapshot_and_changes_together_miss_nothing_while_results_pour_in()
    {
        var names = Enumerable.Range(0, 2_000).Select(i => $"r{i}").ToArray();
        var board = Made.Board(TimeProvider.System, names);
        board.BeginRun();
        var pouring = Task.Run(() =>
        {
            foreach (var name in names)
            {
                board.Apply(Made.Ok(name));
                board.Apply(Made.Failed(name, "telnet"));
            }

            board.EndRun(ScanState.Completed);
        });

        var viewers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => FollowToEndAsync(board))).ToArray();
        await pouring;

        foreach (var seen in await Task.WhenAll(viewers).WaitAsync(TimeSpan.FromSeconds(30)))
        {
            Assert.Equal(2_000, seen.Count(state => state.Status is EndpointStatus.Ok));
            Assert.Equal(2_000, seen.Count(state => state.Status is EndpointStatus.Failed));
        }

        Assert.Equal(0, board.SubscriberCount);
    }

    [Fact]
    public async Task Batches_come_no_more_often_than_the_interval()
    {
        var board = Made.Board(_time, "r1", "r2");
        using var subscription = board.Subscribe();
        board.BeginRun();
        await using var batches = subscription.ReadChangesAsync(TimeSpan.FromMilliseconds(100)).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());

        board.Apply(Made.Ok("r1"));
        var next = batches.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(next.IsCompleted, "A batch came before the interval had passed.");
        board.Apply(Made.Ok("r2"));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(2, batches.Current.Endpoints.Length);
    }

    [Fact]
    public async Task Disposing_a_subscription_ends_its_reader_and_frees_the_board_of_it()
    {
        var board = Made.Board(_time, "r1");
        var subscription = board.Subscribe();
        await using var batches = subscription.ReadChangesAsync(TimeSpan.Zero).GetAsyncEnumerator();
        var reading = batches.MoveNextAsync().AsTask();
        Assert.Equal(1, board.SubscriberCount);

        subscription.Dispose();

        Assert.False(await reading.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, board.SubscriberCount);
    }

    [Fact]
    public void What_is_unfinished_at_the_end_of_a_run_is_cancelled()
    {
        var board = Made.Board(_time, "r1", "r2");
        board.BeginRun();
        board.Apply(Made.Ok("r1"));
        board.Start(new EndpointKey("r2", "ssh"));

        board.EndRun(ScanState.Cancelled);

        Assert.Equal(new StatusCounts(0, 0, Ok: 1, 0, 0, 0, Cancelled: 3), board.Summary.Counts);
        Assert.Equal(_time.GetUtcNow(), board.Summary.EndedAt);
    }

    [Fact]
    public void A_re_run_takes_what_is_not_ok_and_counts_the_attempts_that_began()
    {
        var board = Made.Board(_time, "r1", "r2");
        board.BeginRun();
        board.Apply(Made.Ok("r1"));
        board.Apply(Made.Failed("r1", "telnet"));
        board.EndRun(ScanState.Cancelled);

        var items = board.BeginRun();

        Assert.Equal(
            [("r1", "telnet", 2), ("r2", "ssh", 1), ("r2", "telnet", 1)],
            items.Select(item => (item.Device.Name, item.Endpoint.Protocol, item.Attempt)));
        Assert.Equal((0, 3, 2), (board.Summary.Done, board.Summary.Total, board.Summary.Run));
    }

    [Fact]
    public void When_all_is_ok_there_is_nothing_to_re_run()
    {
        var board = Made.Board(_time, "r1");
        board.BeginRun();
        board.Apply(Made.Ok("r1"));
        board.Apply(Made.Ok("r1", "telnet"));
        board.EndRun(ScanState.Completed);

        Assert.Empty(board.BeginRun());
        Assert.Equal(ScanState.Completed, board.Summary.State);
    }

    [Fact]
    public void Time_left_follows_the_pace_so_far_until_no_result_came_for_a_while()
    {
        var board = Made.Board(_time, "r1", "r2");
        board.BeginRun();
        Assert.Null(board.Summary.EstimateTimeLeft(_time.GetUtcNow()));

        board.Apply(Made.Ok("r1"));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(6), board.Summary.EstimateTimeLeft(_time.GetUtcNow()));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(board.Summary.EstimateTimeLeft(_time.GetUtcNow()));
    }

    private static async Task<LiveChanges> FirstAsync(LiveSubscription subscription)
    {
        await foreach (var changes in subscription.ReadChangesAsync(TimeSpan.Zero))
        {
            return changes;
        }

        throw new InvalidOperationException("The subscription ended without a change.");
    }

    private static async Task<EndpointState[]> FollowToEndAsync(ScanBoard board)
    {
        using var subscription = board.Subscribe();
        EndpointState[] seen = [.. subscription.Snapshot.Endpoints];
        if (!subscription.Snapshot.Summary.IsRunning)
        {
            return seen;
        }

        await foreach (var changes in subscription.ReadChangesAsync(TimeSpan.FromMilliseconds(1)))
        {
            foreach (var state in changes.Endpoints)
            {
                seen[state.Index] = state;
            }

            if (!changes.Summary.IsRunning)
            {
                break;
            }
        }

        return seen;
    }
}
