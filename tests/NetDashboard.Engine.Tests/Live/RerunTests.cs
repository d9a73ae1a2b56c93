using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Engine.Tests.Scanning;
using NetDashboard.Inventory;
using NetDashboard.Lab;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Live;

/// <summary>Trying again, as it was or otherwise.</summary>
public sealed class RerunTests : IAsyncDisposable
{
    private readonly HandScanner _scanner = new();
    private readonly ScanService _service;

    public RerunTests() => _service = new ScanService(_scanner, Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Changes_hold_for_their_run_only()
    {
        var board = await ScanAsync(Inventory(), Made.Failed("r1"), Made.Failed("r1", "telnet"));
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

        var changed = await RerunAsync(board, new RerunRequest
        {
            Changes = new RerunChanges { Credential = new Credential("other", new Secret("other word")), CryptoProfile = "legacy", Timeouts = limits, IgnoreAccountGuard = true },
        });
        var after = await RerunAsync(board, RerunRequest.Failed);

        Assert.All(changed.Items, item => Assert.Equal("other", CredentialOf(changed, item).UserName));
        Assert.Equal("enable word", CredentialOf(changed, changed.Items[0]).EnableSecret!.Reveal());
        Assert.All(changed.Items, item => Assert.Equal((limits, "legacy", null), (item.Endpoint.Timeouts, item.Endpoint.CryptoProfile, item.Endpoint.Algorithms)));
        Assert.True(changed.IgnoresAccountGuard);
        Assert.All(after.Items, item => Assert.Equal("admin", CredentialOf(after, item).UserName));
        Assert.All(after.Items, item => Assert.Equal((EndpointTimeouts.Default, "modern"), (item.Endpoint.Timeouts, item.Endpoint.CryptoProfile)));
        Assert.NotNull(after.Items[0].Endpoint.Algorithms);
        Assert.False(after.IgnoresAccountGuard);
    }

    [Fact]
    public async Task An_enable_secret_of_its_own_goes_with_another_credential()
    {
        var board = await ScanAsync(Inventory(), Made.Failed("r1"), Made.Failed("r1", "telnet"));

        var plan = await RerunAsync(board, new RerunRequest
        {
            Changes = new RerunChanges { Credential = new Credential("other", new Secret("other word"), new Secret("other enable")) },
        });

        Assert.Equal("other enable", CredentialOf(plan, plan.Items[0]).EnableSecret!.Reveal());
    }

    [Fact]
    public async Task A_result_says_what_was_other_than_the_inventory_says_and_the_next_one_does_not()
    {
        var board = await ScanAsync(Inventory(), Made.Failed("r1"), Made.Failed("r1", "telnet"));
        Assert.Equal(new LoginAccount("admin", null), _service.AccountOf(board.Id, 0));

        await RerunAsync(
            board,
            new RerunRequest
            {
                Endpoints = new HashSet<int> { 0 },
                Changes = new RerunChanges { Credential = new Credential("other", new Secret("other word")), CryptoProfile = "legacy", IgnoreAccountGuard = true },
            },
            Made.Ok("r1", attempt: 2));

        var remark = Assert.Single(StateOf(board, 0).Result!.Warnings);
        Assert.All(["'other'", "legacy"], word => Assert.Contains(word, remark, StringComparison.Ordinal));
        Assert.DoesNotContain("other word", remark, StringComparison.Ordinal);
        Assert.Equal(new LoginAccount("other", null) { CryptoProfile = "legacy" }, _service.AccountOf(board.Id, 0));
        Assert.Equal(new LoginAccount("admin", null), _service.AccountOf(board.Id, 1));

        await RerunAsync(board, RerunRequest.Of(new HashSet<int> { 0 }), Made.Ok("r1", attempt: 3));
        Assert.Empty(StateOf(board, 0).Result!.Warnings);
        Assert.Single(StateOf(board, 0).Earlier[0].Warnings);
        Assert.Equal(new LoginAccount("admin", null), _service.AccountOf(board.Id, 0));
    }

    [Fact]
    public async Task What_another_credential_stands_in_for_stays_hidden()
    {
        var board = await ScanAsync(Inventory(), Made.Failed("r1"), Made.Failed("r1", "telnet"));

        var plan = await RerunAsync(board, new RerunRequest
        {
            Changes = new RerunChanges { Credential = new Credential("other", new Secret("other word"), new Secret("other enable")) },
        });

        // A console line may still show what was typed in an earlier session.
        var credential = CredentialOf(plan, plan.Items[0]);
        Assert.Equal("*** *** *** ***", DeviceText.Redact("other word|other enable|pass word|enable word".Replace('|', ' '), credential.Secrets));
        Assert.Equal(new LoginIdentity("other", new Secret("other word"), null), credential.Login);
    }

    [Fact]
    public async Task Changes_that_cannot_be_carried_out_are_refused_before_anything_begins()
    {
        var board = await ScanAsync(Inventory(), Made.Failed("r1"), Made.Failed("r1", "telnet"));
        var second = TimeSpan.FromSeconds(1);

        foreach (var (changes, words) in new (RerunChanges, string)[]
        {
            (new RerunChanges { Credential = new Credential("other", Secret.Ask("campus")) }, "'campus'"),
            (new RerunChanges { CryptoProfile = "ancient" }, "'ancient'"),
            (new RerunChanges { Timeouts = new EndpointTimeouts(second, TimeSpan.Zero, second) }, "time limit"),
            (new RerunChanges { Timeouts = new EndpointTimeouts(second, second, TimeSpan.FromDays(60)) }, "time limit"),
        })
        {
            var refusal = Assert.Throws<ArgumentException>(() => _service.TryRerun(board.Id, new RerunRequest { Changes = changes }));
            Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, board.Summary.Run);
    }

    [Fact]
    public async Task Each_reason_for_not_beginning_is_told()
    {
        Assert.Equal(StartRefusal.NotKept, _service.TryRerun(Guid.NewGuid(), RerunRequest.Failed).Refusal);
        var board = await ScanAsync(Inventory(), Made.Ok("r1"), Made.Ok("r1", "telnet"));

        Assert.Equal(StartRefusal.NothingToRun, _service.TryRerun(board.Id, RerunRequest.Failed).Refusal);
        Assert.Equal(StartRefusal.NothingToRun, _service.TryStart(Inventory() with { Devices = [] }, "empty").Refusal);
        Assert.Single(_service.Recent);
    }

    [Fact]
    public async Task The_last_attempts_are_kept_the_newest_first_and_only_the_newest_with_its_transcript()
    {
        var board = await ScanAsync(Inventory(), Made.Failed("r1"), Made.Failed("r1", "telnet"));
        for (var attempt = 2; attempt <= 8; attempt++)
        {
            await RerunAsync(board, RerunRequest.Of(new HashSet<int> { 0 }), Made.Failed("r1", attempt: attempt) with { Transcript = new Transcript("words", IsCut: false) });
        }

        using var subscription = board.Subscribe();
        var state = subscription.Snapshot.Endpoints[0];
        Assert.Equal(8, state.Result!.Attempt);
        Assert.Equal([7, 6, 5, 4, 3], state.Earlier.Select(result => result.Attempt));
        Assert.NotNull(state.Result.Transcript);
        Assert.All(state.Earlier, result => Assert.Null(result.Transcript));
        Assert.Empty(subscription.Snapshot.Endpoints[1].Earlier);
        Assert.NotNull(state.FinishedAt);
    }

    [Fact]
    public async Task After_a_cancel_what_was_never_scanned_is_told_from_what_had_begun_and_can_be_run()
    {
        var board = Begin(Made.Inventory("r1", "r2"));
        await PlanAsync(1);
        _scanner.Give(Made.Ok("r1"));
        _scanner.Start(_scanner.Plans.Last().Items[1]);
        await Wait.UntilAsync(() => board.Summary is { Done: 1, Counts.Running: 1 }, "The results did not reach the board.");

        _service.Cancel(board.Id);
        await EndAsync(board);

        using var subscription = board.Subscribe();
        Assert.Equal([1, 1, 0, 0], subscription.Snapshot.Endpoints.Select(state => state.Attempt));
        Assert.Equal([false, true, true, true], subscription.Snapshot.Endpoints.Select(state => state.IsUnscanned));
        var plan = await RerunAsync(board, RerunRequest.Of(board.Select(state => state.IsUnscanned)));
        Assert.Equal([("r1", 2), ("r2", 1), ("r2", 1)], plan.Items.Select(item => (item.Device.Name, item.Attempt)));
    }

    [Fact]
    public async Task A_re_run_with_the_right_password_releases_what_a_wrong_one_held()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(8));
        await using var service = new ScanService(
            FleetScan.Scanner(), Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance);
        Assert.True(service.TryStart(FleetScan.InventoryOf(fleet, password: "not-this-one"), "fleet", out var board));
        await Wait.UntilAsync(() => !service.IsRunning, "The scan did not end.");
        Assert.Equal((3, 13), (board.Summary.Counts.Failed, board.Summary.Counts.Held));

        var right = new Credential(fleet.Options.UserName, new Secret(fleet.Options.Password));
        var held = board.Select(state => state.Status is EndpointStatus.Held);
        Assert.True(service.TryRerun(board.Id, new RerunRequest { Endpoints = held, Changes = new RerunChanges { Credential = right } }).HasBegun);
        await Wait.UntilAsync(() => !service.IsRunning, "The re-run did not end.");

        Assert.Equal((3, 13), (board.Summary.Counts.Failed, board.Summary.Counts.Ok));
        Assert.Equal(3, fleet.Counters.SubmissionsWrong);
    }

    private static DeviceInventory Inventory()
    {
        var inventory = Made.Inventory("r1");
        var lists = new AlgorithmLists(["diffie-hellman-group14-sha256"], [], [], []);
        return new DeviceInventory(
            [.. inventory.Devices.Select(device => device with { Endpoints = [.. device.Endpoints.Select(endpoint => endpoint with { Algorithms = lists })] })],
            inventory.Credentials.ToFrozenDictionary(pair => pair.Key, pair => pair.Value with { EnableSecret = new Secret("enable word") }, StringComparer.Ordinal));
    }

    private static EndpointState StateOf(ScanBoard board, int index)
    {
        using var subscription = board.Subscribe();
        return subscription.Snapshot.Endpoints[index];
    }

    private static Credential CredentialOf(ScanPlan plan, ScanItem item) => plan.Credentials[item.Endpoint.CredentialId];

    private ScanBoard Begin(DeviceInventory inventory)
    {
        Assert.True(_service.TryStart(inventory, "made.yaml", out var board), "The scan did not start.");
        return board;
    }

    private async Task<ScanBoard> ScanAsync(DeviceInventory inventory, params ProbeResult[] results)
    {
        var board = Begin(inventory);
        await PlanAsync(1);
        await FinishAsync(board, results);
        return board;
    }

    private async Task<ScanPlan> RerunAsync(ScanBoard board, RerunRequest request, params ProbeResult[] results)
    {
        var runs = _scanner.Plans.Count;
        Assert.Equal(StartRefusal.None, _service.TryRerun(board.Id, request).Refusal);
        await PlanAsync(runs + 1);
        var plan = _scanner.Plans.Last();
        await FinishAsync(board, results is [] ? [.. plan.Items.Select(item => Made.Failed(item.Device.Name, item.Endpoint.Protocol, item.Attempt))] : results);
        return plan;
    }

    private async Task FinishAsync(ScanBoard board, IEnumerable<ProbeResult> results)
    {
        foreach (var result in results)
        {
            _scanner.Give(result);
        }

        _scanner.End();
        await EndAsync(board);
    }

    private Task PlanAsync(int count) => Wait.UntilAsync(() => _scanner.Plans.Count == count, "The scanner was not asked.");

    private Task EndAsync(ScanBoard board) =>
        Wait.UntilAsync(() => !_service.IsRunning && !board.Summary.IsRunning, "The scan did not end.");
}
