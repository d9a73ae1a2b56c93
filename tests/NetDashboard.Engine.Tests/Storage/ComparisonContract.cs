using Microsoft.EntityFrameworkCore;
using NetDashboard.Comparing;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Comparisons;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.Sqlite;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>Comparisons of scans that are kept, whatever database they are in.</summary>
public abstract class ComparisonContract : IAsyncLifetime
{
    private static readonly NegotiatedAlgorithms s_sound =
        new("curve25519-sha256", "ssh-ed25519", "aes256-ctr", "aes256-ctr", "hmac-sha2-256", "hmac-sha2-256", "SSH-2.0-Made");

    private readonly HandScanner _scanner = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    internal abstract StoreDatabase Database();

    [Fact]
    public async Task The_last_attempts_of_two_scans_are_compared()
    {
        await using var rig = await StoreRig.OpenAsync(Database(), _scanner);
        var older = await ScanAsync(
            rig, ["r1", "r2", "r3"],
            Made.Ok("r1") with { HostKey = "SHA256:one", Algorithms = s_sound, Warnings = ["says \"Algorithms\": none"] }, Made.Ok("r1", "telnet"),
            Made.Failed("r2"), Made.Ok("r2", "telnet"), Made.Ok("r3"), Made.Ok("r3", "telnet"));
        await rig.EndAsync(await RerunAsync(rig, older, Made.Failed("r2", attempt: 2)));
        var newer = await ScanAsync(
            rig, ["r1", "r2", "r4"],
            Made.Ok("r1") with { HostKey = "SHA256:two", Algorithms = s_sound with { CipherIn = "3des-cbc" }, Duration = TimeSpan.FromSeconds(2) },
            Made.Failed("r1", "telnet"), Made.Failed("r2"), Made.Ok("r2", "telnet"), Made.Ok("r4"), Made.Ok("r4", "telnet"));

        var comparison = await new ComparisonDesk(rig.Store).CompareAsync(newer.Id, older.Id, SlownessBound.Default, CancellationToken.None);

        Assert.NotNull(comparison);
        Assert.Equal((older.Id, newer.Id, 4, false), (comparison.Older.Id, comparison.Newer.Id, comparison.Common, comparison.IsPartial));
        Assert.Equal(
            "NewlyFailing r1/telnet, OtherHostKey r1/ssh, StillFailing r2/ssh, WeakerAlgorithms r1/ssh, Slower r1/ssh, New r4/ssh, New r4/telnet, Gone r3/ssh, Gone r3/telnet",
            string.Join(", ", comparison.Changes.Select(change => $"{change.Kind} {change.Endpoint.Device}/{change.Endpoint.Protocol}")));
        var still = comparison.Changes.Single(change => change.Kind is ChangeKind.StillFailing);
        Assert.Equal(1, Assert.Single(StateOf(older, "r2").Earlier).Attempt);
        Assert.Equal(ProbeFailure.AuthenticationFailed, still.Now!.Failure);
        Assert.True(still.Now.FailingSince < StateOf(older, "r2").FinishedAt, $"It failed first in the first attempt, not {still.Now.FailingSince:O}.");
        Assert.Equal("3des-cbc", Assert.Single(comparison.Changes.Single(change => change.Kind is ChangeKind.WeakerAlgorithms).Weaker).Now);
        Assert.Null(still.Before!.Algorithms);
    }

    [Fact]
    public async Task What_was_cancelled_was_not_tried_and_an_unknown_scan_is_none()
    {
        await using var rig = await StoreRig.OpenAsync(Database(), _scanner);
        var older = await ScanAsync(rig, ["r1"], Made.Ok("r1"), Made.Failed("r1", "telnet"));
        var newer = await ScanAsync(rig, ["r1"], Made.Ok("r1"));

        var desk = new ComparisonDesk(rig.Store);
        var comparison = await desk.CompareAsync(older.Id, newer.Id, SlownessBound.Default, CancellationToken.None);
        var change = Assert.Single(comparison!.Changes);
        Assert.Equal((ChangeKind.NotTriedNow, "telnet", ProbeFailure.AuthenticationFailed), (change.Kind, change.Endpoint.Protocol, change.Before!.Failure));
        Assert.Null(await desk.CompareAsync(older.Id, Guid.NewGuid(), SlownessBound.Default, CancellationToken.None));
        Assert.Null(await desk.CompareAsync(older.Id, older.Id, SlownessBound.Default, CancellationToken.None));
        Assert.Equal([newer.Id, older.Id], (await desk.ListAsync(10, CancellationToken.None)).Select(scan => scan.Id));
    }

    [Fact]
    public async Task The_scan_before_is_of_the_same_inventories_and_had_tried_at_least_half()
    {
        await using var rig = await StoreRig.OpenAsync(Database(), _scanner);
        var first = await ScanAsync(rig, ["r1"], Made.Ok("r1"), Made.Failed("r1", "telnet"));
        await ScanAsync(rig, ["r1"], Made.Of(new EndpointKey("r1", "ssh"), ProbeVerdict.Failed(ProbeFailure.AccountHeld, "held")));
        await EndAsync(rig, rig.Scans.TryStart(Made.Inventory("r1"), "other.yaml", ["other.yaml"]).Board!, Made.Ok("r1"), Made.Ok("r1", "telnet"));
        var last = await ScanAsync(rig, ["r1", "r2"], Made.Failed("r1"), Made.Failed("r1", "telnet"), Made.Failed("r2"), Made.Ok("r2", "telnet"));

        Assert.Equal(first.Id, await new ComparisonDesk(rig.Store).FindBeforeAsync(last.Id, CancellationToken.None));
        Assert.Null(await new ComparisonDesk(rig.Store).FindBeforeAsync(first.Id, CancellationToken.None));

        // From memory and from the store alike.
        foreach (var baseline in new[]
        {
            await new Baselines(rig.Scans, Microsoft.Extensions.Logging.Abstractions.NullLogger<Baselines>.Instance).FindAsync(last),
            await new StoredBaselines(rig.Store).FindAsync(last, CancellationToken.None),
        })
        {
            Assert.Equal((first.Id, first.CreatedAt), (baseline!.Scan, baseline.CreatedAt));
            Assert.Equal([("r1", "ssh")], last.Select(baseline.IsNewlyFailing).Select(index => last.Layout.Endpoints[index].Key).Select(key => (key.Device, key.Protocol)));
        }

        Assert.Null(await new StoredBaselines(rig.Store).FindAsync(first, CancellationToken.None));
    }

    [Fact]
    public async Task Of_a_scan_that_was_thinned_what_is_missing_was_ok()
    {
        var database = Database();
        await using var rig = await StoreRig.OpenAsync(database, _scanner);
        var older = await ScanAsync(rig, ["r1"], Made.Ok("r1"), Made.Failed("r1", "telnet"));
        var newer = await ScanAsync(rig, ["r1"], Made.Failed("r1"), Made.Ok("r1", "telnet"));
        await rig.DisposeAsync();

        database = Database();
        var writer = await database.OpenWriterAsync(CancellationToken.None);
        await using (var context = database.CreateContext(writer))
        {
            await context.Results.Where(result => result.Outcome == nameof(ProbeOutcome.Ok)).ExecuteDeleteAsync();
            await context.Scans.Where(scan => scan.Id == older.Id).ExecuteUpdateAsync(set => set.SetProperty(scan => scan.ThinnedAt, older.CreatedAt).SetProperty(scan => scan.ThinnedOk, new byte[] { 1 }));
            await context.Scans.Where(scan => scan.Id == newer.Id).ExecuteUpdateAsync(set => set.SetProperty(scan => scan.ThinnedAt, newer.CreatedAt).SetProperty(scan => scan.ThinnedOk, new byte[] { 2 }));
        }

        await writer.DisposeAsync();
        await database.DisposeAsync();

        await using var again = await StoreRig.OpenAsync(Database());
        var comparison = await new ComparisonDesk(again.Store).CompareAsync(older.Id, newer.Id, SlownessBound.Default, CancellationToken.None);
        Assert.Equal("NewlyFailing ssh, Recovered telnet", string.Join(", ", comparison!.Changes.Select(change => $"{change.Kind} {change.Endpoint.Protocol}")));
        Assert.True(comparison.IsPartial, "It does not say that something is missing.");
        var baseline = await new StoredBaselines(again.Store).FindAsync(newer, CancellationToken.None);
        Assert.Equal([0], newer.Select(baseline!.IsNewlyFailing));
    }

    private async Task<ScanBoard> ScanAsync(StoreRig rig, string[] names, params ProbeResult[] results)
    {
        var board = rig.Start(names);
        await EndAsync(rig, board, results);
        return board;
    }

    private async Task<ScanBoard> RerunAsync(StoreRig rig, ScanBoard board, params ProbeResult[] results)
    {
        Assert.True(rig.Scans.TryRerun(board.Id, RerunRequest.Failed).HasBegun, "The second run did not begin.");
        await EndAsync(rig, board, results);
        return board;
    }

    private async Task EndAsync(StoreRig rig, ScanBoard board, params ProbeResult[] results)
    {
        await StoreRig.UntilAsync(() => !_scanner.Plans.IsEmpty, "The scan did not begin.");
        _scanner.Plans.Clear();
        foreach (var result in results)
        {
            _scanner.Give(result);
        }

        await StoreRig.UntilAsync(() => board.Summary.Done == results.Length, "The results did not reach the board.");
        if (board.Summary.Done < board.Summary.Total)
        {
            rig.Scans.Cancel(board.Id);
        }
        else
        {
            _scanner.End();
        }

        await rig.EndAsync(board);
    }

    private static EndpointState StateOf(ScanBoard board, string device)
    {
        using var moment = board.Subscribe();
        return moment.Snapshot.Endpoints[board.Layout.IndexOf(new EndpointKey(device, "ssh"))];
    }
}

/// <summary>Comparisons of scans in a file.</summary>
public sealed class SqliteComparisonTests : ComparisonContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-compare-").FullName;

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);
}

/// <summary>Comparisons of scans in a real PostgreSQL.</summary>
public sealed class PostgresComparisonTests(PostgresFixture postgres) : ComparisonContract, IClassFixture<PostgresFixture>
{
    private string _connection = string.Empty;

    public override async Task InitializeAsync() => _connection = await postgres.Server.CreateDatabaseAsync();

    internal override StoreDatabase Database() => new PostgresDatabase(_connection);
}
