using Microsoft.EntityFrameworkCore;
using NetDashboard.Comparing;
using NetDashboard.Engine.Tests.Storage.Histories;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage;
using NetDashboard.Storage.Comparisons;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Retention;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage.Retention;

/// <summary>What goes when its time is over, and what stays, whatever database it is in.</summary>
public abstract class RetentionContract : IAsyncLifetime
{
    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The same database each time, as a new start of the program has it.</summary>
    internal abstract StoreDatabase Database();

    /// <summary>The same for a process of its own: the folder, or how to connect.</summary>
    protected abstract string Place { get; }

    /// <summary>Looks at the database past the product.</summary>
    protected virtual Task CheckAsync() => Task.CompletedTask;

    /// <summary>Asks a connection how safe its commits are, and what the answer is when they outlive a loss of power.</summary>
    internal abstract (FormattableString Question, string Safe) Safety { get; }

    [Fact]
    public async Task What_was_ok_goes_first_and_the_scan_still_tells_how_it_was()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var board = await rig.ScanAsync(91, key => key.Protocol == "telnet" || key.Device == "sw-1" ? PastRig.Refused(key) : PastRig.Fine(key), StoreRig.Names(40));
        var young = await rig.ScanAsync(89, PastRig.Fine, StoreRig.Names(40));

        // sw-1 was refused over SSH and is OK at the second try: the refusal that stays must not stand for it.
        await rig.RunAsync(board, 2, PastRig.Fine, 0);
        await rig.BuryAsync();
        var before = board.Summary.Counts;

        var round = await rig.Retention.TidyAsync(CancellationToken.None);

        Assert.Equal((40, 1, 0), (round.Results, round.ThinnedScans, round.Scans));
        Assert.Equal(round, rig.Retention.Last);
        var opened = (await rig.History.OpenAsync(board.Id))!;
        Assert.Equal((before, PastRig.Now), (opened.Summary.Counts, opened.ThinnedAt));
        Assert.Equal((ScanState.Completed, 1, 1), (opened.Summary.State, opened.Summary.Done, opened.Summary.Total));
        var states = StoreContract.StatesOf(opened);
        Assert.Equal((EndpointStatus.Ok, 2, null, 1), (states[0].Status, states[0].Attempt, states[0].Result, Assert.Single(states[0].Earlier).Attempt));
        Assert.Equal((EndpointStatus.Ok, null), (states[2].Status, states[2].Result));
        Assert.Equal((EndpointStatus.Failed, "refused"), (states[3].Status, states[3].Result!.Verdict.Detail));
        Assert.Equal(80, (await rig.History.OpenAsync(young.Id))!.Select(state => state.Result is not null).Count);
        Assert.Null((await rig.History.OpenAsync(young.Id))!.ThinnedAt);

        // What is left of the old scan is failures only, which must not pass for how it usually is.
        var device = Assert.Single((await rig.History.DevicesAsync(new() { Text = "sw-40" })).Items);
        Assert.Equal((1, 1, 1), (device.Endpoints[1].Tried, device.Endpoints[1].Ok, device.Endpoints[1].Strip.Length));
        Assert.Equal(2, (await rig.History.DeviceAsync("sw-40"))!.Endpoints[1].Results.Length);

        Assert.Equal((0, 0), (await rig.Retention.TidyAsync(CancellationToken.None)) is var again ? (again.Results, again.Scans) : default);
    }

    [Fact]
    public async Task What_was_ok_at_last_is_so_in_comparisons_too_though_an_earlier_failure_stays_and_others_were_cancelled()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var older = await rig.ScanAsync(
            91, key => key == new EndpointKey("sw-3", "telnet") ? null : key.Device == "sw-1" ? PastRig.Refused(key) : PastRig.Fine(key), "sw-1", "sw-2", "sw-3");
        await rig.RunAsync(older, 2, PastRig.Fine, 0);
        var newer = await rig.ScanAsync(89, PastRig.Refused, "sw-1", "sw-2", "sw-3");
        await rig.BuryAsync();
        const string Changes = "NewlyFailing sw-1/ssh, NewlyFailing sw-2/ssh, NewlyFailing sw-2/telnet, NewlyFailing sw-3/ssh, FailingUntriedBefore sw-3/telnet, StillFailing sw-1/telnet";
        Assert.Equal(Changes, await CompareAsync());
        Assert.Equal([0, 2, 3, 4], await FindNewAsync());

        Assert.Equal(1, (await rig.Retention.TidyAsync(CancellationToken.None)).ThinnedScans);

        Assert.Equal(Changes, await CompareAsync());
        Assert.Equal([0, 2, 3, 4], await FindNewAsync());

        async Task<IEnumerable<int>> FindNewAsync() => newer.Select((await new StoredBaselines(rig.Store).FindAsync(newer, CancellationToken.None))!.IsNewlyFailing).Order();

        async Task<string> CompareAsync()
        {
            var comparison = await new ComparisonDesk(rig.Store).CompareAsync(older.Id, newer.Id, SlownessBound.Default, CancellationToken.None);
            return string.Join(", ", comparison!.Changes.Select(change => $"{change.Kind} {change.Endpoint.Device}/{change.Endpoint.Protocol}"));
        }
    }

    [Fact]
    public async Task What_was_ok_and_is_cancelled_in_a_run_after_the_thinning_is_cancelled()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var board = await rig.ScanAsync(91, PastRig.Fine, "sw-1", "sw-2");
        await rig.BuryAsync();
        await rig.Retention.TidyAsync(CancellationToken.None);
        await rig.RunAsync(board, 2, PastRig.Now.AddMinutes(1), _ => null, 1, 2);

        var opened = (await rig.History.OpenAsync(board.Id))!;

        Assert.Equal(board.Summary.Counts, opened.Summary.Counts);
        Assert.Equal([EndpointStatus.Ok, EndpointStatus.Cancelled, EndpointStatus.Cancelled, EndpointStatus.Ok], StoreContract.StatesOf(opened).Select(state => state.Status));
        Assert.Equal((0, 2), (opened.Summary.Done, opened.Summary.Total));
    }

    [Fact]
    public async Task In_the_end_the_scan_goes_and_endpoints_and_host_keys_stay()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var board = await rig.ScanAsync(366, key => key.Protocol == "ssh" ? PastRig.Fine(key) : PastRig.Refused(key), "sw-1", "sw-2");
        await rig.BuryAsync();

        var round = await rig.Retention.TidyAsync(CancellationToken.None);

        Assert.Equal((4, 1), (round.Results, round.Scans));
        Assert.Null(await rig.History.OpenAsync(board.Id));
        await using var context = rig.Read();
        Assert.Equal((20, 20, 40), (await context.Scans.CountAsync(), await context.Runs.CountAsync(), await context.Results.CountAsync()));
        Assert.Equal((1, 6, 3), (await context.Layouts.CountAsync(), await context.Endpoints.CountAsync(), await context.HostKeys.CountAsync()));
        Assert.NotNull(await rig.History.DeviceAsync("sw-1"));
    }

    [Fact]
    public async Task The_last_scans_and_those_in_memory_stay_whole_however_old_they_are()
    {
        await using var rig = await PastRig.OpenAsync(Database(), new RetentionOptions { MaxMebibytes = 1 });
        var inMemory = await rig.ScanAsync(500, PastRig.Fine, "sw-1");
        for (var i = 0; i < ScanService.MaxKept; i++)
        {
            await rig.ScanAsync(400, PastRig.Fine, "sw-1");
        }

        var board = (await rig.History.OpenAsync(inMemory.Id))!;
        Assert.Equal(0, (await rig.Retention.TidyAsync(CancellationToken.None)).Results);

        Assert.Equal(2, board.Select(state => state.Result is not null).Count);
        await using var context = rig.Read();
        Assert.Equal(2 * (ScanService.MaxKept + 1), await context.Results.CountAsync());
    }

    [Fact]
    public async Task A_thinning_that_was_cut_off_is_finished_after_the_next_start()
    {
        ScanBoard board;
        await using (var rig = await PastRig.OpenAsync(Database()))
        {
            board = await rig.ScanAsync(91, key => key.Protocol == "ssh" ? PastRig.Fine(key) : PastRig.Refused(key), StoreRig.Names(40));
            await rig.BuryAsync();
            await using var context = rig.Read();
            var ok = await ThinnedEndpoints.FindAsync(context, 1, CancellationToken.None);
            var pieces = new RetentionPieces(new RetentionJob(new AgedScan(1, board.Id, board.CreatedAt, IsThinned: false), IsWhole: false, Age: 2), ok, PastRig.Now);
            Assert.Equal(30, await pieces.LookAsync(context, rows: 30, CancellationToken.None));
            var (removed, _) = await rig.Store.Errands.HaveDoneAsync(pieces.DoAsync, CancellationToken.None);
            Assert.Equal((15, false), (removed, pieces.IsOver));
        }

        await using var again = await PastRig.OpenAsync(Database());
        var opened = (await again.History.OpenAsync(board.Id))!;
        Assert.Equal(board.Summary.Counts, opened.Summary.Counts);
        await again.DisposeAsync();

        await using var third = await PastRig.OpenAsync(Database());
        Assert.Equal(25, (await third.Retention.TidyAsync(CancellationToken.None)).Results);
        Assert.Equal(board.Summary.Counts, (await third.History.OpenAsync(board.Id))!.Summary.Counts);
    }

    [Fact]
    public async Task Results_outlive_a_loss_of_power_also_after_a_piece_of_retention_and_after_one_that_failed()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        Assert.Equal(Safety.Safe, await AskAsync());

        var during = await rig.Store.Errands.HaveDoneAsync((context, token) => context.Database.SqlQuery<string>(Safety.Question).SingleAsync(token), CancellationToken.None);
        Assert.False(during.Result == Safety.Safe, "A piece of retention waits for the disk.");
        Assert.Equal(Safety.Safe, await AskAsync());

        await Assert.ThrowsAsync<NotSupportedException>(() => rig.Store.Errands.HaveDoneAsync<int>((_, _) => throw new NotSupportedException(), CancellationToken.None));
        Assert.Equal(Safety.Safe, await AskAsync());

        async Task<string> AskAsync()
        {
            var asked = new AskEntry(Safety.Question);
            await rig.Store.WriteAsync(asked, CancellationToken.None);
            return await asked.Answer.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_tidies_loses_nothing_that_stays_and_the_next_one_goes_on()
    {
        const int Devices = 100;
        ScanBoard thinned;
        await using (var rig = await PastRig.OpenAsync(Database()))
        {
            thinned = await rig.ScanAsync(91, key => key.Device == "sw-1" ? PastRig.Refused(key) : FineOverSsh(key), StoreRig.Names(Devices));
            await rig.ScanAsync(367, FineOverSsh, StoreRig.Names(Devices));

            // One that was refused is OK at last, and another the other way round: neither of their first results must stand for them.
            await rig.RunAsync(thinned, 2, PastRig.Fine, 0);
            await rig.RunAsync(thinned, 3, PastRig.Refused, (2 * Devices) - 2);
            await rig.BuryAsync();
        }

        // In the middle of the older scan's thinning, of the other one's, and of the removal of the older.
        var results = int.MaxValue;
        foreach (var (pieces, after) in new[] { (1, 0), (8, 3), (8, 6) })
        {
            using (var child = Tidying.Start(Place))
            {
                await child.StepAsync(pieces);
                await child.KillAsync(TimeSpan.FromMilliseconds(after));
            }

            await CheckAsync();
            await using var rig = await PastRig.OpenAsync(Database());
            var left = await CountAsync(rig);
            Assert.True(left < results, $"Nothing was removed: {left} of {results} results are left.");
            results = left;
        }

        await using var last = await PastRig.OpenAsync(Database());
        Assert.InRange((await last.Retention.TidyAsync(CancellationToken.None)).Results, 1, int.MaxValue);
        Assert.Equal(Devices + 2 + (2 * ScanService.MaxKept), await CountAsync(last));
        Assert.Equal(ScanService.MaxKept + 1, (await last.History.ScansAsync(new())).Items.Length);
        Assert.Equal((0, 0), (await last.Retention.TidyAsync(CancellationToken.None)) is var again ? (again.Results, again.Scans) : default);

        static ProbeVerdict FineOverSsh(EndpointKey key) => key.Protocol == "ssh" ? PastRig.Fine(key) : PastRig.Refused(key);

        async Task<int> CountAsync(PastRig rig)
        {
            var opened = (await rig.History.OpenAsync(thinned.Id))!;
            Assert.Equal(thinned.Summary.Counts, opened.Summary.Counts);
            Assert.Equal(StoreContract.StatesOf(thinned).Select(state => (state.Index, state.Status)), StoreContract.StatesOf(opened).Select(state => (state.Index, state.Status)));
            Assert.Equal(thinned.Summary.Counts, (await rig.History.ScansAsync(new())).Items.Single(scan => scan.Id == thinned.Id).Counts);
            await using var context = rig.Read();
            Assert.Equal(Devices + 2, await context.Results.CountAsync(result => result.Scan == 1 && result.Outcome == nameof(ProbeOutcome.Failed)));
            Assert.Equal(2 * ScanService.MaxKept, await context.Results.CountAsync(result => result.Scan > 2));
            Assert.Equal((2 * (Devices + 1), Devices + 1), (await context.Endpoints.CountAsync(), await context.HostKeys.CountAsync()));
            return await context.Results.CountAsync();
        }
    }

    [Fact]
    public async Task A_thinning_that_was_given_up_is_finished_the_next_time()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var first = await rig.ScanAsync(92, PastRig.Fine, StoreRig.Names(100));
        await rig.ScanAsync(91, PastRig.Fine, StoreRig.Names(100));
        await rig.BuryAsync();
        using var stop = new CancellationTokenSource();
        var tidying = rig.Retention.TidyAsync(stop.Token);
        await StoreRig.UntilAsync(() => Count() < 400, "Nothing is removed.");
        await stop.CancelAsync();
        await ((Task)tidying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        // Whether or not it was over by then, which is a matter of milliseconds.
        await rig.Retention.TidyAsync(CancellationToken.None);
        Assert.Equal(0, Count());
        Assert.Equal(first.Summary.Counts, (await rig.History.OpenAsync(first.Id))!.Summary.Counts);

        int Count()
        {
            using var context = rig.Read();
            return context.Results.Count(result => result.Scan <= 2);
        }
    }

    [Fact]
    public async Task Results_that_come_meanwhile_are_written_as_ever()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        for (var i = 0; i < 5; i++)
        {
            await rig.ScanAsync(100, PastRig.Fine, StoreRig.Names(200));
        }

        await rig.BuryAsync();
        var tidying = rig.Retention.TidyAsync(CancellationToken.None);
        var board = rig.Scans.TryStart(Made.Inventory(StoreRig.Names(500)), "made.yaml").Board!;
        await StoreRig.UntilAsync(() => !rig.Scans.IsRunning, "The scan does not end.");

        Assert.Equal(2000, (await tidying).Results);
        Assert.Equal(1000, board.Summary.Done);
        await using var context = rig.Read();
        Assert.Equal(1000 + (2 * ScanService.MaxKept), await context.Results.CountAsync());
    }

    // Asks within the transaction that writes results.
    private sealed record AskEntry(FormattableString Question) : StoreChange
    {
        private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string _said = string.Empty;

        public Task<string> Answer => _answer.Task;

        public override async Task WriteAsync(StoreContext context, CancellationToken cancellationToken) =>
            _said = await context.Database.SqlQuery<string>(Question).SingleAsync(cancellationToken);

        public override void Kept() => _answer.TrySetResult(_said);
    }
}
