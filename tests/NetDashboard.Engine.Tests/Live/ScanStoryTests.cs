using Microsoft.Extensions.Time.Testing;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Tests.Live;

/// <summary>What a scan tells as a whole.</summary>
public sealed class ScanStoryTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_start);

    [Fact]
    public void Before_the_first_result_there_is_nothing_to_tell()
    {
        var board = Begin("r1", "r2");

        var story = board.Story;

        Assert.Empty(story.Reasons);
        Assert.Empty(story.Timeline);
        Assert.Empty(story.LoginTimes);
        Assert.Null(story.RatePerSecond);
        Assert.Equal((0, 0), (story.InFlight, story.Unscanned));
    }

    [Fact]
    public void Failures_are_grouped_by_reason_and_stage_the_worst_status_first_and_then_the_most()
    {
        var board = Begin("r1", "r2", "r3", "r4", "r5");
        Fail(board, "r1", "ssh", ProbeFailure.AccountHeld, ProbeStage.Authentication);
        Fail(board, "r1", "telnet", ProbeFailure.AccountHeld, ProbeStage.Authentication);
        Fail(board, "r2", "ssh", ProbeFailure.AccountHeld, ProbeStage.Authentication);
        Fail(board, "r2", "telnet", ProbeFailure.ConnectionClosed, ProbeStage.Banner);
        Fail(board, "r3", "ssh", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Fail(board, "r3", "telnet", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Fail(board, "r4", "ssh", ProbeFailure.ConnectionClosed, ProbeStage.Authentication);
        Give(board, "r4", "telnet", ProbeVerdict.Limited("r4>", "% Bad secrets"), stage: ProbeStage.Enable);
        board.EndRun(ScanState.Cancelled);

        Assert.Equal(
            [
                new ReasonGroup(EndpointStatus.Failed, ProbeFailure.ConnectTimeout, ProbeStage.Connect, Endpoints: 2, Devices: 1),
                new ReasonGroup(EndpointStatus.Failed, ProbeFailure.ConnectionClosed, ProbeStage.Banner, 1, 1),
                new ReasonGroup(EndpointStatus.Failed, ProbeFailure.ConnectionClosed, ProbeStage.Authentication, 1, 1),
                new ReasonGroup(EndpointStatus.Held, ProbeFailure.AccountHeld, ProbeStage.Authentication, 3, 2),
                new ReasonGroup(EndpointStatus.Limited, ProbeFailure.EnableFailed, ProbeStage.Enable, 1, 1),
                new ReasonGroup(EndpointStatus.Cancelled, ProbeFailure.Cancelled, ProbeStage.Resolve, 2, 1),
            ],
            board.Story.Reasons.AsEnumerable());
        Assert.Equal(2, board.Story.Unscanned);
    }

    [Fact]
    public void The_endpoints_of_a_group_can_be_chosen_for_a_re_run()
    {
        var board = Begin("r1", "r2");
        Fail(board, "r1", "telnet", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Fail(board, "r2", "ssh", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Fail(board, "r2", "telnet", ProbeFailure.ConnectionRefused, ProbeStage.Connect);
        board.EndRun(ScanState.Cancelled);

        var group = board.Story.Reasons[0];

        Assert.Equal([1, 2], board.Select(group.Contains).Order());
        Assert.Equal([0], board.Select(state => state.IsUnscanned));
    }

    [Fact]
    public void Places_are_counted_by_device_with_the_largest_share_of_bad_ones_first()
    {
        var board = Begin(
            Device("r1", "ams", "core"), Device("r2", "ams", "core", "edge"), Device("r3", "fra", "edge"), Device("r4", "fra"), Device("r5", null), Device("r6", "osl"));
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"));
        Give(board, "r1", "telnet", ProbeVerdict.Ok("r1#"));
        Give(board, "r2", "ssh", ProbeVerdict.Ok("r2#"));
        Fail(board, "r3", "telnet", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Fail(board, "r5", "telnet", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Give(board, "r6", "ssh", ProbeVerdict.Limited("r6>", "no"));

        var story = board.Story;

        Assert.Equal(
            [new PlaceGroup("osl", 1, 0, 1, 0), new PlaceGroup("fra", Devices: 2, Ok: 0, NotOk: 1, Open: 1), new PlaceGroup("ams", 2, 1, 0, 1)],
            story.Sites.AsEnumerable());
        Assert.Equal([new PlaceGroup("edge", 2, 0, 1, 1), new PlaceGroup("core", 2, 1, 0, 1)], story.Tags.AsEnumerable());
    }

    [Fact]
    public void Only_the_worst_places_are_kept()
    {
        var board = Begin([.. Enumerable.Range(0, ScanStory.MaxPlaces + 20).Select(i => Device($"r{i}", $"site-{i}"))]);
        Fail(board, "r110", "ssh", ProbeFailure.ConnectTimeout, ProbeStage.Connect);

        Assert.Equal(ScanStory.MaxPlaces, board.Story.Sites.Length);
        Assert.Equal("site-110", board.Story.Sites[0].Name);
    }

    [Fact]
    public void The_timeline_has_a_result_in_the_bucket_of_its_time_and_no_gaps()
    {
        var board = Begin("r1", "r2");
        _time.Advance(TimeSpan.FromSeconds(1));
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"));
        _time.Advance(TimeSpan.FromSeconds(20));
        Fail(board, "r1", "telnet", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Fail(board, "r2", "ssh", ProbeFailure.ConnectTimeout, ProbeStage.Connect);

        var story = board.Story;

        Assert.Equal(TimeSpan.FromSeconds(0.5), story.BucketWidth);
        Assert.Equal(43, story.Timeline.Length);
        Assert.Equal(new TimelineBucket(s_start + TimeSpan.FromSeconds(1), Ok: 1, NotOk: 0), story.Timeline[2]);
        Assert.Equal(new TimelineBucket(s_start + TimeSpan.FromSeconds(21), Ok: 0, NotOk: 2), story.Timeline[^1]);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(6)]
    [InlineData(59.9)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    [InlineData(86_400 * 365)]
    public void However_long_a_run_takes_its_timeline_has_at_most_sixty_buckets(double seconds)
    {
        var board = Begin("r1");
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"));
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Give(board, "r1", "telnet", ProbeVerdict.Ok("r1#"));
        board.EndRun(ScanState.Completed);

        var timeline = board.Story.Timeline;

        Assert.InRange(timeline.Length, 1, ScanStory.MaxBuckets);
        Assert.Equal(2, timeline.Sum(bucket => bucket.Ok));
        Assert.Equal((1, 1), (Math.Min(1, timeline[0].Ok), Math.Min(1, timeline[^1].Ok)));
    }

    [Fact]
    public void The_timeline_and_the_rate_are_those_of_the_newest_run()
    {
        var board = Begin("r1");
        Fail(board, "r1", "ssh", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        Give(board, "r1", "telnet", ProbeVerdict.Ok("r1#"));
        board.EndRun(ScanState.Completed);
        Assert.Null(board.Story.RatePerSecond);

        _time.Advance(TimeSpan.FromSeconds(10));
        board.BeginRun();
        _time.Advance(TimeSpan.FromSeconds(2));
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"));

        Assert.Equal((1, 0), (board.Story.Timeline.Sum(bucket => bucket.Ok), board.Story.Timeline.Sum(bucket => bucket.NotOk)));
        Assert.Equal(0.5, board.Story.RatePerSecond);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_five_seconds()
    {
        var board = Begin("r1", "r2");
        _time.Advance(TimeSpan.FromSeconds(1));
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"));
        _time.Advance(TimeSpan.FromSeconds(9));
        Give(board, "r1", "telnet", ProbeVerdict.Ok("r1#"));
        board.Start(new EndpointKey("r2", "ssh"));

        Assert.Equal(0.2, board.Story.RatePerSecond);
        Assert.Equal(1, board.Story.InFlight);
    }

    [Fact]
    public void Login_times_tell_the_distribution_of_successful_logins_and_the_slowest_devices()
    {
        var names = Enumerable.Range(1, 100).Select(i => $"r{i}").ToArray();
        var board = Begin(names);
        for (var i = 0; i < names.Length; i++)
        {
            Give(board, names[i], "ssh", i == 99 ? ProbeVerdict.Limited("r100>", "no") : ProbeVerdict.Ok("#"), milliseconds: i + 1);
            Fail(board, names[i], "telnet", ProbeFailure.ConnectTimeout, ProbeStage.Connect);
        }

        var times = Assert.Single(board.Story.LoginTimes);

        Assert.Equal(("ssh", 50, 95), (times.Protocol, times.Median.TotalMilliseconds, times.P95.TotalMilliseconds));
        Assert.Equal("r100 r99 r98 r97 r96", string.Join(' ', times.Slowest.Select(slow => slow.Device)));
        Assert.Equal(198, times.Slowest[0].Endpoint);
        Assert.Equal(
            [(1, 2, 1), (2, 5, 3), (5, 10, 5), (10, 20, 10), (20, 50, 30), (50, 100, 50), (100, 200, 1)],
            times.Bins.Select(bin => ((int)bin.From.TotalMilliseconds, (int)bin.To.TotalMilliseconds, bin.Count)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(10_800_000)]
    public void A_login_of_any_length_is_in_a_bin(double milliseconds)
    {
        var board = Begin("r1");
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"), milliseconds);

        var bin = Assert.Single(Assert.Single(board.Story.LoginTimes).Bins);

        Assert.InRange(TimeSpan.FromMilliseconds(milliseconds), bin.From, bin.To);
        Assert.Equal(1, bin.Count);
    }

    [Fact]
    public void While_results_come_the_story_is_made_four_times_a_second_and_at_the_end_of_the_run_once_more()
    {
        var board = Begin("r1", "r2");
        var first = board.Story;
        Give(board, "r1", "ssh", ProbeVerdict.Ok("r1#"));
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Same(first, board.Story);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        var second = board.Story;
        Assert.Single(second.LoginTimes);

        Give(board, "r2", "ssh", ProbeVerdict.Ok("r2#"));
        board.EndRun(ScanState.Cancelled);
        var last = board.Story;
        Assert.Equal(2, last.Unscanned);

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Same(last, board.Story);
    }

    [Fact]
    public async Task Stories_asked_for_by_many_while_results_pour_in_are_whole()
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

        var viewers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!pouring.IsCompleted)
            {
                var story = board.Story;
                Assert.Equal(story.Timeline.Sum(bucket => bucket.NotOk), story.Reasons.Sum(reason => reason.Endpoints));
                await Task.Delay(1);
            }
        })).ToArray();
        await Task.WhenAll([pouring, .. viewers]).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2_000, Assert.Single(board.Story.Reasons).Devices);
        Assert.Equal(2_000, board.Story.Timeline.Sum(bucket => bucket.Ok));
    }

    private static Device Device(string name, string? site, params string[] tags) =>
        Made.Inventory(name).Devices[0] with { Site = site, Tags = [.. tags] };

    private static void Fail(ScanBoard board, string device, string protocol, ProbeFailure failure, ProbeStage stage) =>
        Give(board, device, protocol, ProbeVerdict.Failed(failure, "words"), stage: stage);

    private static void Give(
        ScanBoard board, string device, string protocol, ProbeVerdict verdict, double milliseconds = 12, ProbeStage stage = ProbeStage.Prompt) =>
        board.Apply(Made.Of(new EndpointKey(device, protocol), verdict, milliseconds, stage));

    private ScanBoard Begin(params string[] names) => Begin([.. Made.Inventory(names).Devices]);

    private ScanBoard Begin(params Device[] devices)
    {
        var board = new ScanBoard(Guid.NewGuid(), "made.yaml", new ScanLayout([.. devices]), _time);
        board.BeginRun();
        return board;
    }
}
