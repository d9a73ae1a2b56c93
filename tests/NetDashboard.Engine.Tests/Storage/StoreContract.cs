using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage;
using NetDashboard.Storage.Model;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>What every store owes, whatever database it is in.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The same database each time, as a new start of the program has it.</summary>
    internal abstract StoreDatabase Database();

    /// <summary>The same for a process of its own: the folder, or how to connect.</summary>
    protected abstract string Place { get; }

    /// <summary>Looks at the database past the product.</summary>
    protected virtual Task CheckAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_a_killed_process_has_shown_is_stored_and_the_next_one_goes_on_with_the_rest()
    {
        const int Endpoints = 2 * StoreScanProgram.Devices;
        var shown = new HashSet<EndpointKey>();
        for (var round = 0; round < 3; round++)
        {
            using (var child = StoreScan.Start(Place))
            {
                await child.UntilShownAsync(20 + (round * 300));
                await child.KillAsync();
                Assert.Empty(child.Shown.Intersect(shown));
                shown.UnionWith(child.Shown);
            }

            await CheckAsync();
            await using var rig = await StoreRig.OpenAsync(Database());
            var board = Assert.Single(rig.Scans.Recent);
            var stored = await rig.ReadAsync();
            Assert.Equal((ScanState.Interrupted, round + 1), (board.Summary.State, board.Summary.Run));
            Assert.Empty(shown.Except(stored.Select(row => row.Key)));
            Assert.Empty(shown.Except(StatesOf(board).Where(state => state.Result is not null).Select(state => board.Layout.Endpoints[state.Index].Key)));
            Assert.Equal((stored.Count, Endpoints - stored.Count), (stored.Distinct().Count(), board.Select(state => state.IsUnscanned).Count));
        }

        await using var last = await StoreRig.OpenAsync(Database());
        var scan = Assert.Single(last.Scans.Recent);
        last.Resume(scan);
        await last.EndAsync(scan);
        var all = await last.ReadAsync();
        Assert.Equal((ScanState.Completed, Endpoints, Endpoints, 1), (scan.Summary.State, all.Count, all.Select(row => row.Key).Distinct().Count(), all.Max(row => row.Attempt)));
    }

    [Fact]
    public async Task What_was_shown_is_there_after_a_restart()
    {
        ScanBoard before;
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            before = rig.Start(StoreRig.Names(30));
            await rig.EndAsync(before);
        }

        await using var again = await StoreRig.OpenAsync(Database());
        var after = Assert.Single(again.Scans.Recent);
        Assert.Equal((before.Id, before.Title, before.CreatedAt, "made.yaml"), (after.Id, after.Title, after.CreatedAt, Assert.Single(after.Inventories)));
        Assert.Equal(before.Summary, after.Summary);
        foreach (var (was, now) in StatesOf(before).Zip(StatesOf(after)))
        {
            Assert.Equal((was.Index, was.Status, was.Attempt, was.FinishedAt), (now.Index, now.Status, now.Attempt, now.FinishedAt));
            AssertSame(was.Result!, now.Result!);
        }

        Assert.Equal(before.Layout.Devices.Select(device => (device.Name, device.Host)), after.Layout.Devices.Select(device => (device.Name, device.Host)));
    }

    [Fact]
    public async Task Attempts_before_the_last_are_there_too()
    {
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            var board = rig.Start(StoreRig.Names(3));
            await rig.EndAsync(board);
            Assert.True(rig.Scans.TryRerun(board.Id, RerunRequest.Of(new HashSet<int> { 2 })).HasBegun, "The second run did not start.");
            await rig.EndAsync(board);
        }

        await using var again = await StoreRig.OpenAsync(Database());
        var after = Assert.Single(again.Scans.Recent);
        var state = StatesOf(after)[2];
        Assert.Equal((EndpointStatus.Ok, 2, 1), (state.Status, state.Attempt, Assert.Single(state.Earlier).Attempt));
        Assert.Equal((ScanState.Completed, 2, 1, 1), (after.Summary.State, after.Summary.Run, after.Summary.Done, after.Summary.Total));
    }

    [Fact]
    public async Task A_batch_written_twice_makes_no_duplicates()
    {
        var database = Database();
        await using var rig = await StoreRig.OpenAsync(database);
        var board = rig.Start(StoreRig.Names(50));
        await rig.EndAsync(board);
        await rig.DisposeAsync();

        // As after a commit whose answer was lost: a new connection, and everything once more.
        await using var writer = new StoreWriter(database = Database());
        var run = new RunBeginning(board, 1, board.Summary.StartedAt, [.. Enumerable.Range(0, 100)]);
        StoreEntry[] batch = [new BeginEntry(run), .. StatesOf(board).Select(state => new ResultEntry(run, state.Result!, state.FinishedAt!.Value, (_, _) => { }))];
        for (var i = 0; i < 3; i++)
        {
            await writer.WriteAsync(batch, CancellationToken.None);
            await writer.DropAsync();
        }

        await using var context = database.CreateReader();
        Assert.Equal((1, 1, 100, 100), (await context.Scans.CountAsync(), await context.Runs.CountAsync(), await context.Endpoints.CountAsync(), await context.Results.CountAsync()));
        await writer.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task After_an_error_a_run_that_begins_behind_results_takes_nothing_of_them_away()
    {
        var database = Database();
        await using var writer = new StoreWriter(database);
        await new StoreOpening(database, TimeProvider.System, NullLogger<ScanStore>.Instance).RunAsync(await writer.ConnectAsync(CancellationToken.None), CancellationToken.None);
        var (one, other) = (Begin("sw-1"), Begin("sw-2"));
        var at = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
        await writer.WriteAsync([one], CancellationToken.None);

        // As after an error: the next batch learns anew, in its middle.
        await writer.DropAsync();
        await writer.WriteAsync([new ResultEntry(one.Run, Made.Failed("sw-1") with { HostKey = "SHA256:one" }, at, (_, _) => { }), other], CancellationToken.None);

        await using var context = database.CreateReader();
        Assert.Equal(("SHA256:one", at), await context.HostKeys.ToListAsync() is [var key] ? (key.Fingerprint, key.LastSeenAt) : default);
        Assert.Equal([at], await context.Endpoints.Where(endpoint => endpoint.FailingSince != null).Select(endpoint => endpoint.FailingSince!.Value).ToListAsync());
        await writer.DisposeAsync();
        await database.DisposeAsync();

        static BeginEntry Begin(string name) =>
            new(new RunBeginning(new ScanBoard(Guid.NewGuid(), name, new ScanLayout(Made.Inventory(name).Devices), TimeProvider.System), 1, DateTimeOffset.UtcNow, [0, 1]));
    }

    [Fact]
    public async Task Scans_of_an_unchanged_inventory_share_one_layout()
    {
        var database = Database();
        await using var rig = await StoreRig.OpenAsync(database);
        await rig.EndAsync(rig.Start(StoreRig.Names(5)));
        await rig.EndAsync(rig.Start(StoreRig.Names(5)));

        await using var context = database.CreateReader();
        Assert.Equal((2, 1, 10), (await context.Scans.CountAsync(), await context.Layouts.CountAsync(), await context.Endpoints.CountAsync()));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        var database = Database();
        await using (await StoreRig.OpenAsync(database))
        {
        }

        database = Database();
        var writer = await database.OpenWriterAsync(CancellationToken.None);
        await using (var context = database.CreateContext(writer))
        {
            await context.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')");
        }

        await writer.DisposeAsync();
        await database.DisposeAsync();

        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreRig.OpenAsync(Database()));
        Assert.Contains("newer NetDashboard", refused.Message, StringComparison.Ordinal);
        Assert.Contains("29990101000000_Later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_a_time_are_refused()
    {
        await using var rig = await StoreRig.OpenAsync(Database());
        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreRig.OpenAsync(Database()));
        Assert.Contains("Another NetDashboard", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_a_database_refuses_is_repaired_and_holds_up_nothing()
    {
        var scanner = new HandScanner();
        await using (var rig = await StoreRig.OpenAsync(Database(), scanner))
        {
            var board = rig.Start("sw-1");
            await StoreRig.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
            scanner.Give(Made.Of(new EndpointKey("sw-1", "ssh"), ProbeVerdict.Failed(ProbeFailure.ProtocolError, "a\0b\ud800c")) with { HostKey = "\udc00", Warnings = ["x\ud800\0"] });
            scanner.Give(Made.Ok("sw-1", "telnet"));
            scanner.End();
            await rig.EndAsync(board);
        }

        await using var again = await StoreRig.OpenAsync(Database());
        Assert.Equal("a\ufffdb\ufffdc", StatesOf(Assert.Single(again.Scans.Recent))[0].Result!.Verdict.Detail);
    }

    [Fact]
    public async Task A_scan_that_was_cancelled_says_so_after_a_restart()
    {
        await using (var rig = await StoreRig.OpenAsync(Database(), new MadeScanner(10, TimeSpan.FromMilliseconds(200))))
        {
            var board = rig.Start(StoreRig.Names(500));
            await StoreRig.UntilAsync(() => board.Summary.Done > 10, "Nothing was shown.");
            rig.Scans.Cancel(board.Id);
            await rig.EndAsync(board);
        }

        await using var again = await StoreRig.OpenAsync(Database());
        var after = Assert.Single(again.Scans.Recent);
        Assert.Equal(ScanState.Cancelled, after.Summary.State);
        Assert.Equal(1000 - after.Summary.Done, after.Select(state => state.IsUnscanned).Count);
    }

    [Fact]
    public async Task A_scan_that_was_kept_runs_again_only_with_a_credential()
    {
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            await rig.EndAsync(rig.Start(StoreRig.Names(3)));
        }

        await using var again = await StoreRig.OpenAsync(Database());
        var board = Assert.Single(again.Scans.Recent);
        Assert.Null(again.Scans.AccountOf(board.Id, 0));
        Assert.Equal(StartRefusal.SecretsNotKept, again.Scans.TryRerun(board.Id, RerunRequest.Failed).Refusal);
        Assert.Contains("${ask:", again.Scans.WriteInventory(board.Id, [0]), StringComparison.Ordinal);

        var request = RerunRequest.Failed with { Changes = new RerunChanges { Credential = new Credential("admin", new Secret("another")) } };
        Assert.True(again.Scans.TryRerun(board.Id, request).HasBegun, "It was refused.");
        await again.EndAsync(board);
        Assert.Equal((6, 2), (board.Summary.Counts.Ok, board.Summary.Run));
        Assert.Equal(8, (await again.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_scan_that_was_interrupted_goes_on_with_what_has_no_result_and_nothing_else()
    {
        ScanBoard before;
        await using (var rig = await StoreRig.OpenAsync(Database(), new MadeScanner(10, TimeSpan.FromMilliseconds(200))))
        {
            before = rig.Start(StoreRig.Names(500));
            await StoreRig.UntilAsync(() => before.Summary.Done > 10, "Nothing was shown.");
        }

        await using var again = await StoreRig.OpenAsync(Database());
        var board = Assert.Single(again.Scans.Recent);
        Assert.Equal((ScanState.Interrupted, before.Summary.Done), (board.Summary.State, board.Summary.Done));
        var left = RerunRequest.Left(board);
        Assert.Equal(1000 - before.Summary.Done, left.Endpoints!.Count);

        again.Resume(board);
        await again.EndAsync(board);
        Assert.Equal((ScanState.Completed, 2, left.Endpoints.Count, left.Endpoints.Count), (board.Summary.State, board.Summary.Run, board.Summary.Done, board.Summary.Total));
        Assert.All(StatesOf(board), state => Assert.Equal((1, 0), (state.Attempt, state.Earlier.Length)));
        var stored = await again.ReadAsync();
        Assert.Equal((1000, 1000, 1), (stored.Count, stored.Select(row => row.Key).Distinct().Count(), stored.Max(row => row.Attempt)));
        Assert.Empty(RerunRequest.Left(board).Endpoints!);
    }

    [Fact]
    public async Task What_an_interrupted_rerun_had_not_come_to_is_left_though_it_has_a_result_of_before()
    {
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            await rig.EndAsync(rig.Start(StoreRig.Names(20)));
        }

        int done;
        await using (var rig = await StoreRig.OpenAsync(Database(), new MadeScanner(5, TimeSpan.FromSeconds(30))))
        {
            var board = Assert.Single(rig.Scans.Recent);
            var again = RecalledInventory.Of(board, Enumerable.Range(0, 20).ToHashSet(), Made.Inventory(StoreRig.Names(20)));
            Assert.True(rig.Scans.TryRerun(board.Id, RerunRequest.Of(again.Endpoints) with { Recalled = again }).HasBegun, "It was refused.");
            await StoreRig.UntilAsync(() => board.Summary.Done == 4, "The run does not come to its pause.");
            done = board.Summary.Done;
        }

        await using var last = await StoreRig.OpenAsync(Database());
        var restored = Assert.Single(last.Scans.Recent);
        Assert.Equal(20 - done, RerunRequest.Left(restored).Endpoints!.Count);
        last.Resume(restored);
        await last.EndAsync(restored);
        Assert.Equal((ScanState.Completed, 3, 40 + 20), (restored.Summary.State, restored.Summary.Run, (await last.ReadAsync()).Count));
        Assert.Equal(20, restored.Select(state => state is { Attempt: 2, Earlier.Length: 1 }).Count);
    }

    [Fact]
    public async Task It_is_known_since_when_an_endpoint_fails_whatever_restarts_and_reruns_lie_between()
    {
        var key = new EndpointKey("sw-1", "ssh");
        DateTimeOffset? first = null;
        ProbeVerdict[] verdicts =
        [
            ProbeVerdict.Ok("sw-1#"), ProbeVerdict.Failed(ProbeFailure.ConnectionRefused, "refused"), ProbeVerdict.Failed(ProbeFailure.AccountHeld, "held"),
            ProbeVerdict.Limited("sw-1>", "refused"), ProbeVerdict.Ok("sw-1#"), ProbeVerdict.Failed(ProbeFailure.ConnectTimeout, "no answer"),
        ];
        foreach (var verdict in verdicts)
        {
            var scanner = new HandScanner();
            await using var rig = await StoreRig.OpenAsync(Database(), scanner);
            var board = rig.Start("sw-1");
            await StoreRig.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
            scanner.Give(Made.Of(key, verdict));
            scanner.Give(Made.Ok("sw-1", "telnet"));
            scanner.End();
            await rig.EndAsync(board);
            first ??= verdict.Failure is ProbeFailure.ConnectionRefused ? StatesOf(board)[0].FinishedAt : null;
        }

        await using var database = Database();
        await using var context = database.CreateReader();
        var results = await context.Results.Where(result => context.Endpoints.Any(e => e.Id == result.Endpoint && e.Protocol == "ssh")).OrderBy(result => result.Scan).ToListAsync();
        Assert.Equal([null, first, null, first, null, results[5].FinishedAt], results.Select(result => result.FailingSince));
        Assert.Equal([results[5].FinishedAt, null], await context.Endpoints.OrderBy(e => e.Protocol).Select(e => e.FailingSince).ToListAsync());
    }

    [Fact]
    public async Task Every_host_key_is_remembered_with_when_it_was_seen_first_and_last()
    {
        var times = new List<DateTimeOffset>();
        foreach (var fingerprint in new[] { "SHA256:one", "SHA256:two", "SHA256:one" })
        {
            var scanner = new HandScanner();
            await using var rig = await StoreRig.OpenAsync(Database(), scanner);
            var board = rig.Start("sw-1");
            await StoreRig.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
            scanner.Give(Made.Ok("sw-1", "ssh") with { HostKey = fingerprint });
            scanner.Give(Made.Ok("sw-1", "telnet"));
            scanner.End();
            await rig.EndAsync(board);
            times.Add(StatesOf(board)[0].FinishedAt!.Value);
        }

        await using var database = Database();
        await using var context = database.CreateReader();
        var keys = await context.HostKeys.OrderBy(key => key.Fingerprint).ToListAsync();
        Assert.Equal([("SHA256:one", times[0], times[2]), ("SHA256:two", times[1], times[1])], keys.Select(key => (key.Fingerprint, key.FirstSeenAt, key.LastSeenAt)));
    }

    [Fact]
    public async Task The_tables_are_what_the_migrations_make()
    {
        var database = Database();
        await using var rig = await StoreRig.OpenAsync(database);
        await using var context = database.CreateReader();
        Assert.False(context.Database.HasPendingModelChanges(), "The model has changed: make a migration for both databases.");
    }

    internal static EndpointState[] StatesOf(ScanBoard board)
    {
        using var moment = board.Subscribe();
        return [.. moment.Snapshot.Endpoints];
    }

    private static void AssertSame(ProbeResult was, ProbeResult now)
    {
        if (was.Verdict.Outcome is ProbeOutcome.Ok)
        {
            Assert.StartsWith("[Not kept over a restart", now.Transcript?.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(was.Transcript, now.Transcript);
        }

        Assert.Equal(was.Stages.AsEnumerable(), now.Stages.AsEnumerable());
        Assert.Equal(was.Warnings.AsEnumerable(), now.Warnings.AsEnumerable(), StringComparer.Ordinal);
        Assert.Equal(Plain(was), Plain(now));

        static ProbeResult Plain(ProbeResult result) => result with { Stages = ImmutableArray<StageTime>.Empty, Warnings = ImmutableArray<string>.Empty, Transcript = null };
    }
}
