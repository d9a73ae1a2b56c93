using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Live;

public sealed class ScanServiceTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HandScanner _scanner = new();
    private readonly ScanService _service;

    public ScanServiceTests() => _service = new ScanService(_scanner, Options.Create(new ScanOptions { MaxRunning = 1 }), TimeProvider.System, NullLogger<ScanService>.Instance);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_scan_runs_to_its_end_though_nobody_watches()
    {
        var board = await StartAsync("r1");

        _scanner.Give(Made.Ok("r1"));
        _scanner.Give(Made.Failed("r1", "telnet"));
        _scanner.End();

        await EndAsync(board);
        Assert.Equal(ScanState.Completed, board.Summary.State);
        Assert.Equal((1, 1), (board.Summary.Counts.Ok, board.Summary.Counts.Failed));
    }

    [Fact]
    public async Task No_more_scans_run_than_may_be()
    {
        var board = await StartAsync("r1");

        Assert.Equal(StartRefusal.TooManyScans, _service.TryStart(Made.Inventory("r2"), "other").Refusal);
        Assert.Equal(StartRefusal.AlreadyRunning, _service.TryRerun(board.Id, RerunRequest.Failed).Refusal);
        Assert.True(_service.IsRunning);
    }

    [Fact]
    public async Task What_the_scanner_begins_is_shown_as_running()
    {
        var board = await StartAsync("r1");
        Assert.True(_scanner.Plans.TryPeek(out var plan));

        _scanner.Start(plan.Items[0]);

        Assert.Equal(1, board.Summary.Counts.Running);
    }

    [Fact]
    public async Task Cancel_ends_the_scan_and_cancels_what_is_left()
    {
        var board = await StartAsync("r1", "r2");
        _scanner.Give(Made.Ok("r1"));
        await Wait.UntilAsync(() => board.Summary.Done == 1, "The result did not reach the board.");

        _service.Cancel(board.Id);
        await EndAsync(board);

        Assert.Equal(ScanState.Cancelled, board.Summary.State);
        Assert.Equal((1, 3), (board.Summary.Counts.Ok, board.Summary.Counts.Cancelled));
    }

    [Fact]
    public async Task Re_running_chosen_endpoints_tries_exactly_those_whatever_their_state_with_the_attempt_counted()
    {
        var board = await StartAsync("r1", "r2", "r3");
        foreach (var name in new[] { "r1", "r2", "r3" })
        {
            _scanner.Give(Made.Ok(name));
            _scanner.Give(Made.Failed(name, "telnet"));
        }

        _scanner.End();
        await EndAsync(board);

        Assert.True(_service.TryRerun(board.Id, RerunRequest.Of(new HashSet<int> { 0, 3, 99 })).HasBegun);
        await Wait.UntilAsync(() => _scanner.Plans.Count == 2, "Nothing was re-run.");

        Assert.Equal([("r1", "ssh", 2), ("r2", "telnet", 2)], _scanner.Plans.Last().Items.Select(item => (item.Device.Name, item.Endpoint.Protocol, item.Attempt)));
        Assert.Equal((2, 2, 2), (board.Summary.Total, board.Summary.Counts.Ok, board.Summary.Counts.Failed));
        Assert.False(_service.TryRerun(board.Id, RerunRequest.Of(new HashSet<int> { 1 })).HasBegun, "A second run began beside the first.");
        _scanner.Give(Made.Ok("r1", attempt: 2));
        _scanner.Give(Made.Ok("r2", "telnet", attempt: 2));
        _scanner.End();
        await EndAsync(board);
        Assert.Equal((4, 2), (board.Summary.Counts.Ok, board.Summary.Counts.Failed));
        Assert.False(_service.TryRerun(board.Id, RerunRequest.Of(new HashSet<int>())).HasBegun, "A run over nothing began.");
    }

    [Fact]
    public void A_scan_with_open_questions_is_not_begun()
    {
        var inventory = Made.Inventory("r1");
        inventory = inventory with { Credentials = new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin", Secret.Ask("campus")) }.ToFrozenDictionary(StringComparer.Ordinal) };

        var refusal = Assert.Throws<ArgumentException>(() => _service.TryStart(inventory, "asks.yaml", out _));

        Assert.Contains("'campus'", refusal.Message, StringComparison.Ordinal);
        Assert.Null(_service.Newest);
    }

    [Fact]
    public async Task Re_running_tries_only_what_is_not_ok_on_the_same_board_with_the_attempt_counted()
    {
        var board = await StartAsync("r1", "r2");
        _scanner.Give(Made.Ok("r1"));
        _scanner.Give(Made.Ok("r1", "telnet"));
        _scanner.Give(Made.Ok("r2"));
        _scanner.Give(Made.Failed("r2", "telnet"));
        _scanner.End();
        await EndAsync(board);

        Assert.True(_service.TryRerun(board.Id, RerunRequest.Failed).HasBegun);
        await PlanAsync(2);
        var item = Assert.Single(_scanner.Plans.Last().Items);
        _scanner.Give(Made.Of(item, ProbeVerdict.Ok("r2#")));
        _scanner.End();
        await EndAsync(board);

        Assert.Equal(("r2", "telnet", 2), (item.Device.Name, item.Endpoint.Protocol, item.Attempt));
        Assert.Equal(4, board.Summary.Counts.Ok);
        Assert.Same(board, _service.Newest);
    }

    [Fact]
    public async Task A_defect_in_the_scanner_ends_the_scan_as_broken_with_a_reason()
    {
        var board = await StartAsync("r1");

        _scanner.End(new InvalidDataException("boom"));
        await EndAsync(board);

        Assert.Equal(ScanState.Broken, board.Summary.State);
        Assert.Contains("InvalidDataException", board.Summary.Problem, StringComparison.Ordinal);
        Assert.Equal(2, board.Summary.Counts.Cancelled);
        Assert.False(_service.IsRunning);
    }

    [Fact]
    public async Task A_scanner_that_forgets_a_device_is_told_apart_from_one_that_is_done()
    {
        var board = await StartAsync("r1");
        _scanner.Give(Made.Ok("r1"));

        _scanner.End();
        await EndAsync(board);

        Assert.Equal(ScanState.Broken, board.Summary.State);
    }

    [Fact]
    public async Task The_last_scans_are_kept()
    {
        var boards = new List<ScanBoard>();
        for (var i = 0; i < ScanService.MaxKept + 1; i++)
        {
            var board = await StartAsync($"r{i}");
            _service.Cancel(board.Id);
            await EndAsync(board);
            boards.Add(board);
        }

        Assert.Null(_service.Find(boards[0].Id));
        Assert.Same(boards[1], _service.Find(boards[1].Id));
        Assert.Equal(boards[^1].Id, _service.Recent[0].Id);
    }

    [Fact]
    public async Task Watchers_learn_of_a_new_scan_and_of_its_end()
    {
        await using var newest = _service.WatchNewestAsync().GetAsyncEnumerator();
        Assert.True(await newest.MoveNextAsync());
        Assert.Null(newest.Current);

        var board = await StartAsync("r1");
        Assert.True(await newest.MoveNextAsync().AsTask().WaitAsync(s_patience));
        Assert.Same(board, newest.Current);

        _service.Cancel(board.Id);
        Assert.True(await newest.MoveNextAsync().AsTask().WaitAsync(s_patience));
        Assert.False(_service.IsRunning);
    }

    [Fact]
    public async Task Disposing_the_service_ends_the_scan()
    {
        var board = await StartAsync("r1");

        await _service.DisposeAsync();

        Assert.Equal(ScanState.Interrupted, board.Summary.State);
    }

    private async Task<ScanBoard> StartAsync(params string[] devices)
    {
        var runs = _scanner.Plans.Count;
        Assert.True(_service.TryStart(Made.Inventory(devices), "made.yaml", out var board), "The scan did not start.");
        await PlanAsync(runs + 1);
        return board;
    }

    private Task PlanAsync(int count) => Wait.UntilAsync(() => _scanner.Plans.Count == count, "The scanner was not asked.");

    private Task EndAsync(ScanBoard board) =>
        Wait.UntilAsync(() => !_service.IsRunning && !board.Summary.IsRunning, "The scan did not end.");
}
