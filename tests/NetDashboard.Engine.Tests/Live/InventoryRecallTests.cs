using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Engine.Tests.Inventory.Files;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Live;

/// <summary>Scans from before a restart run again with what their inventories say now.</summary>
public sealed class InventoryRecallTests : IAsyncDisposable
{
    private readonly LibraryRig _rig = new();
    private readonly HandScanner _scanner = new();
    private readonly ScanService _scans;

    public InventoryRecallTests() =>
        _scans = new ScanService(_scanner, Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _scans.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Secrets_come_from_the_inventory_as_it_is_now()
    {
        _rig.Write("a.yaml", Entry("sw-1", "was") + Entry("sw-2", "was"));
        var board = await RestoreAsync("a.yaml");
        Assert.Equal(StartRefusal.SecretsNotKept, _scans.TryRerun(board.Id, RerunRequest.Failed).Refusal);
        _rig.Write("a.yaml", Entry("sw-2", "is") + Entry("sw-1", "is other"));

        var recalled = await RecallAsync(board, 0, 1);
        Assert.Equal((2, 0), (recalled.Endpoints.Count, recalled.Missing));
        Assert.Empty(recalled.Questions);
        Assert.Empty(recalled.Unusable);
        Assert.True(_scans.TryRerun(board.Id, RerunRequest.Failed with { Recalled = recalled }).HasBegun, "It was refused.");

        var plan = await PlanAsync();
        Assert.Equal(["sw-1: is other", "sw-2: is"], plan.Items.Select(item => $"{item.Device.Name}: {plan.Credentials[item.Endpoint.CredentialId].Password!.Reveal()}"), StringComparer.Ordinal);
        Assert.Equal("admin", _scans.AccountOf(board.Id, 0)?.UserName);
    }

    [Fact]
    public async Task What_is_gone_or_elsewhere_is_counted_and_left_out_and_no_secret_goes_where_its_inventory_does_not_send_it()
    {
        _rig.Write("a.yaml", Entry("sw-1", "one") + Entry("sw-2", "two") + Entry("sw-3", "three") + Entry("sw-4", "four"));
        var board = await RestoreAsync("a.yaml");
        _rig.Write("a.yaml", Entry("sw-1", "one") + Entry("sw-3", "three").Replace("host-of-sw-3", "elsewhere", StringComparison.Ordinal) + Entry("sw-4", "four") + "  port: 2222\n");

        var recalled = await RecallAsync(board, 0, 1, 2, 3);

        Assert.Equal((3, 3), (recalled.Missing, recalled.MissingDevices));
        Assert.Equal([0], recalled.Endpoints);
        Assert.True(_scans.TryRerun(board.Id, RerunRequest.Of(recalled.Endpoints) with { Recalled = recalled }).HasBegun, "It was refused.");
        Assert.Equal("sw-1", Assert.Single((await PlanAsync()).Items).Device.Name);
        _scanner.End();
        await Wait.UntilAsync(() => !_scans.IsRunning, "The run does not end.");

        // All of it, as if nobody had looked at what was recalled.
        Assert.Equal(StartRefusal.SecretsNotKept, _scans.TryRerun(board.Id, RerunRequest.Of(new HashSet<int> { 0, 1 }) with { Recalled = recalled }).Refusal);
    }

    [Fact]
    public async Task One_inventory_that_is_gone_and_one_that_is_broken_do_not_stand_in_the_way_of_the_others()
    {
        _rig.Write("a.yaml", Entry("sw-1", "one"));
        _rig.Write("b.yaml", Entry("sw-2", "two"));
        _rig.Write("c.yaml", Entry("sw-3", "three"));
        var board = await RestoreAsync("a.yaml", "b.yaml", "c.yaml");
        File.Delete(Path.Join(_rig.Directory, "a.yaml"));
        _rig.Write("b.yaml", "- host: [\n");
        _rig.Start();

        var recalled = await RecallAsync(board, 0, 1, 2);

        Assert.Equal(["a.yaml", "b.yaml"], recalled.Unusable.AsEnumerable(), StringComparer.Ordinal);
        Assert.Equal((1, 2), (recalled.Endpoints.Count, recalled.Missing));
        Assert.Equal("sw-3", board.Layout.Endpoints[recalled.Endpoints.Single()].Device.Name);
    }

    [Fact]
    public async Task Nothing_is_recalled_when_no_inventory_is_left()
    {
        _rig.Write("a.yaml", Entry("sw-1", "one"));
        var board = await RestoreAsync("a.yaml");
        File.Delete(Path.Join(_rig.Directory, "a.yaml"));

        var recalled = await RecallAsync(board, 0);

        Assert.Empty(recalled.Endpoints);
        Assert.Equal(("a.yaml", 1), (Assert.Single(recalled.Unusable), recalled.Missing));
    }

    [Fact]
    public async Task What_the_inventory_asks_is_asked_once_more_and_only_for_what_is_tried()
    {
        _rig.Write("a.yaml", Entry("sw-1", "${ask:First}") + Entry("sw-2", "${ask:Second}"));
        var board = await RestoreAsync("a.yaml");

        var recalled = await RecallAsync(board, 1);
        Assert.Equal(["Second"], recalled.Questions.AsEnumerable(), StringComparer.Ordinal);
        Assert.Equal(StartRefusal.SecretsNotKept, _scans.TryRerun(board.Id, RerunRequest.Of(recalled.Endpoints) with { Recalled = recalled }).Refusal);

        recalled = recalled.Answer(new Dictionary<string, Secret>(StringComparer.Ordinal) { ["Second"] = new("typed") });
        Assert.Empty(recalled.Questions);
        Assert.True(_scans.TryRerun(board.Id, RerunRequest.Of(recalled.Endpoints) with { Recalled = recalled }).HasBegun, "It was refused.");
        var plan = await PlanAsync();
        Assert.Equal("typed", plan.Credentials[Assert.Single(plan.Items).Endpoint.CredentialId].Password!.Reveal());
    }

    [Fact]
    public async Task What_was_recalled_for_one_scan_is_refused_for_another()
    {
        _rig.Write("a.yaml", Entry("sw-1", "one"));
        var (one, other) = (await RestoreAsync("a.yaml"), await RestoreAsync("a.yaml"));
        var recalled = await RecallAsync(one, 0);
        Assert.Throws<ArgumentException>(() => _scans.TryRerun(other.Id, RerunRequest.Failed with { Recalled = recalled }));
    }

    private static string Entry(string name, string password) =>
        $"- name: {name}\n  host: host-of-{name}\n  auth_username: admin\n  auth_password: {password}\n  auth_strict_key: false\n  transport: asyncssh\n";

    private Task<RecalledInventory> RecallAsync(ScanBoard board, params int[] wanted) => new InventoryRecall(_rig.Library).ReadAsync(board, wanted.ToHashSet());

    // As the store hands it over after a restart.
    private async Task<ScanBoard> RestoreAsync(params string[] inventories)
    {
        var reading = await _rig.Library.ReadAsync(inventories);
        Assert.True(reading.Inventory is not null, string.Join('\n', reading.Findings));
        var blank = new ScanBoard(Guid.NewGuid(), "made", new ScanLayout(reading.Inventory.Devices), TimeProvider.System) { Inventories = [.. inventories] };
        var now = TimeProvider.System.GetUtcNow();
        var states = blank.Layout.Endpoints.Select((_, index) => new EndpointState(index, EndpointStatus.Cancelled, Attempt: 0, Result: null));
        var board = ScanBoard.Restore(blank, now, states, new KeptRun { Number = 1, State = ScanState.Interrupted, Done = 0, Total = blank.Layout.Endpoints.Length, StartedAt = now, EndedAt = now });
        _scans.Restore(board);
        return board;
    }

    private async Task<ScanPlan> PlanAsync([CallerLineNumber] int line = 0)
    {
        await Wait.UntilAsync(() => !_scanner.Plans.IsEmpty, $"The scanner was not asked (line {line}).");
        Assert.True(_scanner.Plans.TryDequeue(out var plan), "There is no plan.");
        return plan;
    }
}
