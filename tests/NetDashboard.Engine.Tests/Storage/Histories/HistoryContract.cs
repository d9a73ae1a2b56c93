using Microsoft.EntityFrameworkCore;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Engine.Tests.Storage.Histories;

/// <summary>What the history tells, whatever database it is in.</summary>
public abstract class HistoryContract : IAsyncLifetime
{
    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The same database each time, as a new start of the program has it.</summary>
    internal abstract StoreDatabase Database();

    [Fact]
    public async Task Scans_come_newest_first_and_parts_fit_together_in_both_directions()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        for (var day = 120; day > 0; day--)
        {
            await rig.ScanOfAsync($"inventory-{day}", "Ada", day, PastRig.Fine, "sw-1");
        }

        var first = await rig.History.ScansAsync(new());
        var second = await rig.History.ScansAsync(new() { Before = first.Items[^1].Number });
        var third = await rig.History.ScansAsync(new() { Before = second.Items[^1].Number });
        Assert.Equal(string.Join(' ', Enumerable.Range(1, 120).Select(day => $"inventory-{day}")), string.Join(' ', first.Items.Concat(second.Items).Concat(third.Items).Select(scan => scan.Title)));
        Assert.Equal((false, true), (first.HasBefore, first.HasAfter));
        Assert.Equal((true, true), (second.HasBefore, second.HasAfter));
        Assert.Equal((true, false), (third.HasBefore, third.HasAfter));

        var back = await rig.History.ScansAsync(new() { After = third.Items[0].Number });
        Assert.Equal(second.Items.Select(scan => scan.Id), back.Items.Select(scan => scan.Id));
        var start = await rig.History.ScansAsync(new() { After = second.Items[0].Number });
        Assert.Equal((false, true), (start.HasBefore, start.HasAfter));

        var scan = first.Items[0];
        Assert.Equal(("Ada", 1, 2, TimeSpan.FromSeconds(30), ScanState.Completed, null), (scan.StartedBy, scan.Devices, scan.Counts.Ok, scan.Took, scan.State, scan.ThinnedAt));
        Assert.Equal("inventory-1", Assert.Single(scan.Inventories));
    }

    [Fact]
    public async Task Scans_are_found_by_a_part_of_their_name_and_by_day()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        foreach (var (day, title) in new[] { (3.0, "Core.yaml"), (2.0, "edge_1.yaml"), (1.0, "edge%1.yaml") })
        {
            await rig.ScanOfAsync(title, startedBy: null, day, PastRig.Fine, "sw-1");
        }

        Assert.Equal("Core.yaml", Assert.Single((await rig.History.ScansAsync(new() { Text = " cORE " })).Items).Title);
        Assert.Equal("edge%1.yaml", Assert.Single((await rig.History.ScansAsync(new() { Text = "%" })).Items).Title);
        var day2 = DateOnly.FromDateTime(PastRig.Now.AddDays(-2).UtcDateTime);
        Assert.Equal("edge_1.yaml", Assert.Single((await rig.History.ScansAsync(new() { From = day2, Until = day2 })).Items).Title);
        Assert.Equal(2, (await rig.History.ScansAsync(new() { From = day2, Until = DateOnly.MaxValue })).Items.Length);
        Assert.Empty((await rig.History.ScansAsync(new() { Text = "nothing" })).Items);
    }

    [Fact]
    public async Task Devices_come_by_name_with_their_last_results_and_how_many_were_ok()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        for (var day = 40; day > 0; day--)
        {
            var isBad = day is 1 or 2 or 35;
            await rig.ScanAsync(day, key => isBad && key is { Device: "sw-1", Protocol: "ssh" } ? PastRig.Refused(key) : PastRig.Fine(key), "sw-1", "sw-2");
        }

        var list = await rig.History.DevicesAsync(new());
        Assert.Equal(("sw-1", "sw-2"), (list.Items[0].Name, list.Items[1].Name));
        var ssh = list.Items[0].Endpoints[0];
        Assert.Equal(("ssh", 37, 40, 30), (ssh.Protocol, ssh.Ok, ssh.Tried, ssh.Strip.Length));
        Assert.Equal(PastRig.Now.AddDays(-2).UtcDateTime, ssh.FailingSince!.Value.UtcDateTime, TimeSpan.FromSeconds(1));
        Assert.Equal([ProbeOutcome.Ok, ProbeOutcome.Failed, ProbeOutcome.Failed], ssh.Strip.TakeLast(3).Select(result => result.Outcome));
        Assert.Equal(ProbeFailure.ConnectionRefused, ssh.Strip[^1].Failure);
        Assert.Equal(PastRig.Now.AddDays(-1), ssh.Strip[^1].StartedAt);
        Assert.Equal((40, null), (list.Items[1].Endpoints[1].Ok, list.Items[1].Endpoints[1].FailingSince));
        Assert.Equal("sw-1", Assert.Single((await rig.History.DevicesAsync(new() { FailingOnly = true })).Items).Name);
        Assert.Equal("sw-2", Assert.Single((await rig.History.DevicesAsync(new() { Text = "W-2" })).Items).Name);
    }

    [Fact]
    public async Task Parts_of_the_list_of_devices_fit_together_in_both_directions()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        await rig.ScanAsync(1, PastRig.Fine, [.. Enumerable.Range(1, 60).Reverse().Select(i => $"sw-{i}")]);

        var first = await rig.History.DevicesAsync(new());
        var second = await rig.History.DevicesAsync(new() { After = first.Items[^1].Name });
        var third = await rig.History.DevicesAsync(new() { After = second.Items[^1].Name });
        Assert.Equal(string.Join(' ', Enumerable.Range(1, 60).Select(i => $"sw-{i}")), string.Join(' ', first.Items.Concat(second.Items).Concat(third.Items).Select(device => device.Name)));
        Assert.Equal((false, true, false), (first.HasBefore, first.HasAfter, third.HasAfter));
        var back = await rig.History.DevicesAsync(new() { Before = third.Items[0].Name });
        Assert.Equal((second.Items.Length, second.Items[0].Name, second.Items[^1].Name), (back.Items.Length, back.Items[0].Name, back.Items[^1].Name));
    }

    [Fact]
    public async Task Devices_come_in_the_order_in_which_people_count_and_are_found_in_any_script()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        await rig.ScanAsync(1, PastRig.Fine, "127.20.0.10", "127.20.0.2", "SW-10", "sw-9", "ÄÖ-1", "127.20.0.1");

        Assert.Equal("127.20.0.1 127.20.0.2 127.20.0.10 sw-9 SW-10 ÄÖ-1", string.Join(' ', (await rig.History.DevicesAsync(new())).Items.Select(device => device.Name)));
        Assert.Equal("127.20.0.10", (await rig.History.DevicesAsync(new() { After = "127.20.0.2" })).Items[0].Name);
        Assert.Equal("127.20.0.1 127.20.0.2", string.Join(' ', (await rig.History.DevicesAsync(new() { Before = "127.20.0.10" })).Items.Select(device => device.Name)));
        Assert.Equal("ÄÖ-1", Assert.Single((await rig.History.DevicesAsync(new() { Text = " äö" })).Items).Name);
        Assert.Empty((await rig.History.DevicesAsync(new() { Text = "%" })).Items);
    }

    [Fact]
    public async Task A_device_tells_its_prompts_keys_times_and_the_scans_it_was_in()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        await rig.ScanAsync(5, key => ProbeVerdict.Ok("old#"), "sw-1");
        await rig.ScanAsync(4, PastRig.Refused, "sw-1");
        await rig.ScanAsync(3, key => ProbeVerdict.Ok("new#"), "sw-1");
        var last = await rig.ScanAsync(2, key => ProbeVerdict.Ok("new#"), "sw-1");

        var device = (await rig.History.DeviceAsync("sw-1"))!;
        Assert.Equal(("ssh", "telnet"), (device.Endpoints[0].Glance.Protocol, device.Endpoints[1].Glance.Protocol));
        var ssh = device.Endpoints[0];
        Assert.Equal([("new#", PastRig.Now.AddDays(-3), PastRig.Now.AddDays(-2), 2), ("old#", PastRig.Now.AddDays(-5), PastRig.Now.AddDays(-5), 1)], ssh.Prompts.Select(p => (p.Text, p.FirstAt, p.LastAt, p.Count)));
        Assert.Equal("SHA256:made", Assert.Single(ssh.HostKeys).Fingerprint);
        Assert.Equal((3, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)), (ssh.Logins.Length, ssh.Median, ssh.P95));
        Assert.Equal([ProbeOutcome.Ok, ProbeOutcome.Ok, ProbeOutcome.Failed, ProbeOutcome.Ok], ssh.Results.Select(result => result.Result.Outcome));
        Assert.Equal((last.Id, "made.yaml", "new#"), (ssh.Results[0].Scan, ssh.Results[0].Title, ssh.Results[0].Prompt));
        Assert.Equal("refused", ssh.Results[2].Detail);
        Assert.Null(await rig.History.DeviceAsync("sw-99"));
    }

    [Fact]
    public async Task A_scan_that_is_not_in_memory_is_read_back_and_only_a_few_stay_there()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var made = new List<ScanBoard>();
        for (var i = 0; i <= ScanService.MaxOpened; i++)
        {
            made.Add(await rig.ScanOfAsync($"inventory-{i}", "Ada", 10 - i, PastRig.Fine, "sw-1"));
        }

        Assert.Null(rig.Scans.Find(made[0].Id));
        var opened = (await rig.History.OpenAsync(made[0].Id))!;
        Assert.Equal(("inventory-0", "Ada", 2), (opened.Title, opened.StartedBy, opened.Summary.Counts.Ok));
        Assert.Same(opened, await rig.History.OpenAsync(made[0].Id));
        Assert.Same(opened, rig.Scans.Find(made[0].Id));
        Assert.Empty(rig.Scans.Recent);
        foreach (var other in made.Skip(1))
        {
            Assert.NotNull(await rig.History.OpenAsync(other.Id));
        }

        Assert.Null(rig.Scans.Find(made[0].Id));
        Assert.Null(await rig.History.OpenAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_scan_read_back_runs_again_with_a_credential_and_is_one_of_the_last_then()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var made = await rig.ScanAsync(100, PastRig.Refused, "sw-1");
        var board = (await rig.History.OpenAsync(made.Id))!;
        Assert.Equal(StartRefusal.SecretsNotKept, rig.Scans.TryRerun(board.Id, RerunRequest.Failed).Refusal);

        var request = RerunRequest.Failed with { Changes = new RerunChanges { Credential = new Credential("admin", new Secret("another")) }, StartedBy = "Grace" };
        Assert.True(rig.Scans.TryRerun(board.Id, request).HasBegun, "It was refused.");
        await StoreRig.UntilAsync(() => !rig.Scans.IsRunning, "The run does not end.");

        Assert.Same(board, Assert.Single(rig.Scans.Recent));
        var kept = Assert.Single((await rig.History.ScansAsync(new())).Items);
        Assert.Equal((2, 2, null), (kept.Runs, kept.Counts.Ok, kept.StartedBy));
        await using var context = rig.Read();
        Assert.Equal((null, "Grace"), ((await context.Runs.FirstAsync(run => run.Number == 1)).StartedBy, (await context.Runs.FirstAsync(run => run.Number == 2)).StartedBy));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_says_why()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        await rig.Store.Errands.HaveDoneAsync((context, token) => context.Database.ExecuteSqlRawAsync("ALTER TABLE scans RENAME TO elsewhere", token), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<StoreException>(() => rig.History.ScansAsync(new()));
        Assert.NotEmpty(refused.Message);
    }
}
