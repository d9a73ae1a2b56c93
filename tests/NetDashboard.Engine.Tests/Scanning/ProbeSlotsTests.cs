using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>How scans share the places there are.</summary>
public sealed class ProbeSlotsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ProbeSlots _slots = new();

    [Fact]
    public async Task A_lone_scan_has_all_places_and_no_more()
    {
        using var lane = _slots.Open(() => 3);

        var entered = await EnterAsync(lane, 3);
        var next = lane.EnterAsync(CancellationToken.None).AsTask();

        Assert.False(next.IsCompleted, "A fourth had a place where there are three.");
        entered[0].Dispose();
        (await next.WaitAsync(s_patience)).Dispose();
    }

    [Fact]
    public async Task A_scan_that_comes_later_gets_the_places_that_fall_free_until_it_has_as_many()
    {
        using var large = _slots.Open(() => 4);
        using var small = _slots.Open(() => 4);
        var held = await EnterAsync(large, 4);
        var largeWaits = Ask(large, 4);
        var smallWaits = Ask(small, 4);

        held[0].Dispose();
        held[1].Dispose();
        await Task.WhenAll(smallWaits[..2]).WaitAsync(s_patience);

        Assert.All(largeWaits, wait => Assert.False(wait.IsCompleted, "The large scan went first."));
        Assert.All(smallWaits[2..], wait => Assert.False(wait.IsCompleted, "The small scan got more than its share."));
        held[2].Dispose();
        await largeWaits[0].WaitAsync(s_patience);
        Assert.False(smallWaits[2].IsCompleted, "With the large scan at one place and the small at two, the small went first.");
    }

    [Fact]
    public async Task Who_gave_up_waiting_is_passed_over_and_takes_no_place()
    {
        using var lane = _slots.Open(() => 1);
        var held = await lane.EnterAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var impatient = lane.EnterAsync(cancel.Token).AsTask();
        var patient = lane.EnterAsync(CancellationToken.None).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        held.Dispose();

        (await patient.WaitAsync(s_patience)).Dispose();
        (await lane.EnterAsync(CancellationToken.None).AsTask().WaitAsync(s_patience)).Dispose();
    }

    [Fact]
    public async Task How_many_places_there_are_is_asked_anew_only_while_none_is_in_use()
    {
        using var first = _slots.Open(() => 2);
        var held = await first.EnterAsync(CancellationToken.None);
        using var second = _slots.Open(() => 9);
        Assert.Equal(2, second.Most);

        held.Dispose();
        using var third = _slots.Open(() => 9);

        Assert.Equal(9, third.Most);
    }

    [Fact]
    public async Task Under_load_the_places_are_never_exceeded_and_all_are_given_back()
    {
        const int Places = 5;
        using var one = _slots.Open(() => Places);
        using var two = _slots.Open(() => Places);
        var (now, peak) = (0, 0);

        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (i, token) =>
        {
            using var slot = await (i % 3 == 0 ? one : two).EnterAsync(token);
            var mine = Interlocked.Increment(ref now);
            InterlockedMax(ref peak, mine);
            await Task.Yield();
            Interlocked.Decrement(ref now);
        }).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.InRange(peak, 1, Places);
        await EnterAsync(one, Places);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private static Task<ProbeSlots.Slot>[] Ask(ProbeSlots.Lane lane, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => lane.EnterAsync(CancellationToken.None).AsTask())];

    private static Task<ProbeSlots.Slot[]> EnterAsync(ProbeSlots.Lane lane, int count) => Task.WhenAll(Ask(lane, count)).WaitAsync(s_patience);
}
