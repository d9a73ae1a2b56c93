using Microsoft.Extensions.Time.Testing;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>Who may submit when, and what stops it.</summary>
public sealed class AccountGuardTests
{
    private static readonly LoginIdentity s_login = new("netops", new Secret("secret"), null);

    private static readonly LoginIdentity s_unlike = new("other", null, null);
    private static readonly LoginIdentity s_other = new("netops", new Secret("another"), null);

    private readonly FakeTimeProvider _time = new();
    private readonly AccountBook _book;
    private readonly AccountGuard _guard;

    public AccountGuardTests()
    {
        _book = new AccountBook(_time);
        _guard = _book.Open([s_login, s_other, s_unlike], releasesHeld: false);
    }

    [Fact]
    public async Task The_first_goes_alone_then_a_few_then_all()
    {
        var first = await Enter("r1");
        var others = Enumerable.Range(2, 20).Select(i => Enter($"r{i}")).ToArray();
        await AssertReadyAsync(0, others);

        first.Accepted();
        await AssertReadyAsync(AccountGuard.Few, others);

        (await others.First(task => task.IsCompleted)).Accepted();
        await AssertReadyAsync(20, others);
    }

    [Fact]
    public async Task Three_refusals_without_a_success_hold_the_rest()
    {
        var waiting = Enumerable.Range(1, 10).Select(i => Enter($"r{i}")).ToArray();
        for (var i = 0; i < AccountGuard.MaxUnproven; i++)
        {
            await AssertReadyAsync(i + 1, waiting);
            (await waiting[i]).Rejected();
        }

        foreach (var held in waiting[AccountGuard.MaxUnproven..])
        {
            var e = await Assert.ThrowsAsync<ProbeException>(() => held);
            Assert.Equal(ProbeFailure.AccountHeld, e.Failure);
            Assert.Contains("r1, r2, r3", e.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ProbeException>(() => Enter("r11"));
    }

    [Fact]
    public async Task A_refusal_by_one_device_does_not_hold_a_right_password()
    {
        var waiting = Enumerable.Range(1, 10).Select(i => Enter($"r{i}")).ToArray();
        (await waiting[0]).Rejected();
        (await waiting[1]).Rejected();
        (await waiting[2]).Accepted();

        await AssertReadyAsync(3 + AccountGuard.Few, waiting);
    }

    [Fact]
    public async Task A_device_that_refused_lets_others_go_before_its_other_protocol()
    {
        var first = await Enter("r1");
        var again = Enter("r1");
        var other = Enter("r2");

        first.Rejected();

        await AssertReadyAsync(1, other, again);
        Assert.True(other.IsCompleted);
    }

    [Fact]
    public async Task A_first_device_that_does_not_answer_holds_nobody_up_for_long()
    {
        _ = await Enter("r1");
        var others = new[] { Enter("r2"), Enter("r3"), Enter("r4") };
        await AssertReadyAsync(0, others);

        _time.Advance(AccountGuard.Patience);
        await AssertReadyAsync(1, others);
        _time.Advance(AccountGuard.Patience);
        await AssertReadyAsync(2, others);
        _time.Advance(AccountGuard.Patience * 10);
        await AssertReadyAsync(2, others); // Never more than three submissions of a secret that nobody has taken.
    }

    [Fact]
    public async Task Silence_counts_against_an_unproven_secret_but_not_against_a_proven_one()
    {
        var waiting = Enumerable.Range(1, 5).Select(i => Enter($"r{i}")).ToArray();
        (await waiting[0]).Dispose();
        (await waiting[1]).Dispose();
        (await waiting[2]).Dispose();
        await Assert.ThrowsAsync<ProbeException>(() => waiting[3]);

        var other = s_unlike;
        (await _guard.EnterAsync(other, "r1", default)).Accepted();
        for (var i = 0; i < AccountGuard.MaxRefusalsInARow * 2; i++)
        {
            (await _guard.EnterAsync(other, "r1", default)).Dispose();
        }
    }

    [Fact]
    public async Task What_was_not_sent_counts_for_nothing()
    {
        for (var i = 0; i < 10; i++)
        {
            (await Enter($"r{i}")).NotSent();
        }
    }

    [Fact]
    public async Task Ten_devices_that_refuse_in_a_row_stop_a_secret_that_has_worked()
    {
        (await Enter("r1")).Accepted();
        (await Enter("r2")).Accepted();
        for (var i = 0; i < AccountGuard.MaxRefusalsInARow - 1; i++)
        {
            (await Enter($"bad{i}")).Rejected();
        }

        (await Enter("r3")).Accepted();
        for (var i = 0; i < AccountGuard.MaxRefusalsInARow; i++)
        {
            (await Enter($"worse{i}")).Rejected();
        }

        await Assert.ThrowsAsync<ProbeException>(() => Enter("r4"));
    }

    [Fact]
    public async Task Devices_that_refuse_again_over_their_other_protocol_do_not_hold_a_secret_that_works_elsewhere()
    {
        (await Enter("r1")).Accepted();
        (await Enter("r2")).Accepted();
        for (var i = 0; i < 100; i++)
        {
            (await Enter($"bad{i}")).Rejected();
            (await Enter($"good{i}")).Accepted();
        }

        for (var i = 0; i < 100; i++)
        {
            (await Enter($"bad{i}")).Rejected();
        }

        (await Enter("r3")).Accepted();
    }

    [Fact]
    public async Task Devices_that_do_not_answer_do_not_hold_up_a_secret_that_has_worked()
    {
        (await Enter("r1")).Accepted();
        var others = Enumerable.Range(2, 100).Select(i => Enter($"r{i}")).ToArray();
        await AssertReadyAsync(AccountGuard.Few, others);

        // Nobody answers any more. With four at a time and half a minute each, a hundred devices would take a quarter of an hour.
        for (var ticks = 0; ticks < 6; ticks++)
        {
            _time.Advance(AccountGuard.Patience);
        }

        await AssertReadyAsync(100, others);
    }

    [Fact]
    public async Task A_report_after_the_first_changes_nothing()
    {
        var submission = await Enter("r1");
        submission.Accepted();
        submission.Rejected();
        submission.Dispose();
        (await Enter("r2")).Accepted();

        Assert.True(Enter("r3").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_who_stops_waiting_takes_no_turn()
    {
        var first = await Enter("r1");
        using var cancel = new CancellationTokenSource();
        var gone = _guard.EnterAsync(s_login, "r2", cancel.Token).AsTask();
        var next = Enter("r3");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        first.Rejected();

        await AssertReadyAsync(1, next);
    }

    [Fact]
    public async Task What_a_cancel_keeps_from_being_sent_does_not_count_against_the_account()
    {
        using var cancel = new CancellationTokenSource();
        var first = await Enter("r1");
        var second = _guard.EnterAsync(s_login, "r2", cancel.Token).AsTask();

        // The last to register is the first to be called: the turn passes on before the one who waits hears of the cancel.
        await using var ending = cancel.Token.Register(first.Dispose);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = await Enter("r3");
        third.Rejected();
        Assert.True(Enter("r4").IsCompletedSuccessfully, "What was not sent was counted.");
    }

    [Fact]
    public async Task Accounts_do_not_wait_for_each_other_and_enable_secrets_do_not_make_another()
    {
        _ = await Enter("r1");
        Assert.True(Enter("r2", s_other).IsCompleted);

        var one = new Credential("netops", new Secret("secret"), new Secret("enable"));
        Assert.False(Enter("r3", one.Login).IsCompleted);
    }

    [Fact]
    public async Task Scans_under_way_share_what_is_known_of_a_login()
    {
        using var other = _book.Open([s_login], releasesHeld: false);
        (await Enter("r1")).Rejected();
        (await other.EnterAsync(s_login, "r2", CancellationToken.None)).Rejected();
        var third = await Enter("r3");
        var waiting = other.EnterAsync(s_login, "r4", CancellationToken.None).AsTask();

        third.Rejected();

        await Assert.ThrowsAsync<ProbeException>(() => waiting);
        await Assert.ThrowsAsync<ProbeException>(() => Enter("r5"));
    }

    [Fact]
    public async Task What_is_held_is_tried_anew_when_a_person_asks_and_when_nobody_uses_it_any_more()
    {
        await HoldAsync();

        using (var rerun = _book.Open([s_login], releasesHeld: true))
        using (var later = _book.Open([s_login], releasesHeld: false))
        {
            var first = await rerun.EnterAsync(s_login, "r1", CancellationToken.None);
            var second = later.EnterAsync(s_login, "r2", CancellationToken.None).AsTask();
            Assert.False(second.IsCompleted, "The later scan does not share what the re-run learns.");
            first.Accepted();
            (await second).Accepted();
            await Assert.ThrowsAsync<ProbeException>(() => Enter("r3"));
        }

        _guard.Dispose();
        using var fresh = _book.Open([s_login], releasesHeld: false);
        Assert.True(fresh.EnterAsync(s_login, "r1", CancellationToken.None).AsTask().IsCompletedSuccessfully, "Something of a login was kept that nobody used.");
    }

    [Fact]
    public async Task A_scan_that_joins_sends_a_few_first_however_well_proven_the_secret_was()
    {
        (await Enter("r1")).Accepted();
        (await Enter("r2")).Accepted();

        using var other = _book.Open([s_login], releasesHeld: false);
        var waiting = Enumerable.Range(3, 10).Select(i => other.EnterAsync(s_login, $"r{i}", CancellationToken.None).AsTask()).ToArray();

        await AssertReadyAsync(AccountGuard.Few, waiting);
    }

    private async Task HoldAsync()
    {
        for (var i = 0; i < AccountGuard.MaxUnproven; i++)
        {
            (await Enter($"wrong{i}")).Rejected();
        }
    }

    // Waiters are released on the pool, a moment after what released them.
    private static async Task AssertReadyAsync(int expected, params Task[] tasks)
    {
        for (var tries = 0; tries < 200 && tasks.Count(task => task.IsCompleted) < expected; tries++)
        {
            await Task.Delay(10);
        }

        await Task.Delay(20); // And none beyond.
        Assert.Equal(expected, tasks.Count(task => task.IsCompleted));
    }

    private Task<ISubmission> Enter(string device, LoginIdentity? login = null) =>
        _guard.EnterAsync(login ?? s_login, device, CancellationToken.None).AsTask();
}
