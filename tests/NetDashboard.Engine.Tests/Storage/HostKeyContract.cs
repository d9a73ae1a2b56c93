using NetDashboard.Probing;
using NetDashboard.Storage.HostKeys;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.Sqlite;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>Which host keys are trusted, whatever database they are in.</summary>
public abstract class HostKeyContract : IAsyncLifetime
{
    private static readonly EndpointKey s_ssh = new("sw-1", "ssh");

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    internal abstract StoreDatabase Database();

    [Fact]
    public async Task The_first_key_a_login_went_on_with_is_trusted_also_after_a_restart()
    {
        await SeeAsync("SHA256:one");
        await SeeAsync("SHA256:two");
        await using var rig = await StoreRig.OpenAsync(Database());
        Assert.Equal("SHA256:one", rig.Store.TrustedHostKeys.Find(s_ssh)?.Fingerprint);
        Assert.Equal("SHA256:one", rig.Store.TrustedHostKeys.TrustFirst(s_ssh, new TrustedHostKey("SHA256:three", "ssh-rsa", DateTimeOffset.UnixEpoch)).Fingerprint);
        Assert.Null(rig.Store.TrustedHostKeys.Find(new EndpointKey("sw-1", "telnet")));
    }

    [Fact]
    public async Task A_key_that_was_only_refused_is_never_trusted_by_itself()
    {
        // Before the right one was ever seen, and after; with restarts between.
        await SeeAsync("SHA256:evil", ProbeFailure.HostKeyUnknown);
        await SeeAsync("SHA256:good");
        await SeeAsync("SHA256:evil", ProbeFailure.HostKeyChanged);
        await SeeAsync("SHA256:evil", ProbeFailure.HostKeyChanged);
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            Assert.Equal("SHA256:good", rig.Store.TrustedHostKeys.Find(s_ssh)?.Fingerprint);
        }

        // Even when someone has switched the check off for a while: the one with which a login went on first stays.
        await SeeAsync("SHA256:evil");
        await using var again = await StoreRig.OpenAsync(Database());
        Assert.Equal("SHA256:good", again.Store.TrustedHostKeys.Find(s_ssh)?.Fingerprint);
    }

    [Fact]
    public async Task A_key_that_was_accepted_is_trusted_at_once_and_after_a_restart_and_it_is_known_by_whom()
    {
        await SeeAsync("SHA256:one");
        await SeeAsync("SHA256:two", ProbeFailure.HostKeyChanged);
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            var desk = new HostKeyDesk(rig.Store, TimeProvider.System);
            var waiting = Assert.Single(await desk.ReadChangedAsync(CancellationToken.None));
            Assert.Equal((s_ssh, "SHA256:one", "SHA256:two"), (waiting.Endpoint, waiting.Trusted?.Fingerprint, waiting.Waiting?.Fingerprint));

            Assert.True(await desk.AcceptAsync(s_ssh, "SHA256:two", " Ada ", "Line card replaced", CancellationToken.None), "There is no such key.");
            Assert.Equal("SHA256:two", rig.Store.TrustedHostKeys.Find(s_ssh)?.Fingerprint);
            var decided = Assert.Single(await desk.ReadChangedAsync(CancellationToken.None));
            Assert.Null(decided.Waiting);
            Assert.Equal(("SHA256:two", "Ada", "Line card replaced"), (decided.Trusted!.Fingerprint, decided.Trusted.AcceptedBy, decided.Trusted.AcceptedFor));
        }

        // The old key coming back is a change, too; and seeing keys leaves decisions as they are.
        await SeeAsync("SHA256:two");
        await SeeAsync("SHA256:one", ProbeFailure.HostKeyChanged);
        await using var again = await StoreRig.OpenAsync(Database());
        Assert.Equal("SHA256:two", again.Store.TrustedHostKeys.Find(s_ssh)?.Fingerprint);
        var back = await new HostKeyDesk(again.Store, TimeProvider.System).ReadAsync(s_ssh, CancellationToken.None);
        Assert.Equal(("SHA256:two", "Ada", "SHA256:one"), (back!.Trusted!.Fingerprint, back.Trusted.AcceptedBy, back.Waiting?.Fingerprint));
    }

    [Fact]
    public async Task A_decision_needs_a_name_a_reason_and_a_key_that_was_seen()
    {
        await SeeAsync("SHA256:one");
        await using var rig = await StoreRig.OpenAsync(Database());
        var desk = new HostKeyDesk(rig.Store, TimeProvider.System);
        await Assert.ThrowsAsync<ArgumentException>(() => desk.AcceptAsync(s_ssh, "SHA256:one", " ", "because", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => desk.AcceptAsync(s_ssh, "SHA256:one", "Ada", "", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => desk.AcceptAsync(s_ssh, "SHA256:one", "Ada", new string('x', HostKeyDesk.MaxReason + 1), CancellationToken.None));
        Assert.False(await desk.AcceptAsync(s_ssh, "SHA256:never", "Ada", "because", CancellationToken.None), "A key that was never shown was accepted.");
        Assert.False(await desk.AcceptAsync(new EndpointKey("sw-9", "ssh"), "SHA256:one", "Ada", "because", CancellationToken.None), "The key of another device was accepted.");
        Assert.Equal("SHA256:one", rig.Store.TrustedHostKeys.Find(s_ssh)?.Fingerprint);
        Assert.Empty(await desk.ReadChangedAsync(CancellationToken.None));
    }

    [Fact]
    public async Task All_keys_are_told_by_device_a_part_at_a_time()
    {
        await using (var empty = await StoreRig.OpenAsync(Database()))
        {
            Assert.Equal((0, false, false), await PartAsync(empty, new()));
        }

        await SeeAsync("SHA256:one");
        await SeeAsync("SHA256:two", ProbeFailure.HostKeyChanged);
        await SeeManyAsync([.. Enumerable.Range(2, KnownKeyQuery.PartLength * 2).Select(i => $"sw-{i}")]);
        await using var rig = await StoreRig.OpenAsync(Database());
        var desk = new HostKeyDesk(rig.Store, TimeProvider.System);
        var first = await desk.ReadKnownAsync(new(), CancellationToken.None);
        var one = first.Items[0];
        Assert.Equal((s_ssh, "SHA256:one, SHA256:two", "SHA256:one"), (one.Endpoint, string.Join(", ", one.Keys.Select(key => key.Fingerprint)), one.Trusted?.Fingerprint));

        // The others have keys over two protocols, which stay together.
        var second = await desk.ReadKnownAsync(new() { After = first.Items[^1].Endpoint.Device }, CancellationToken.None);
        var third = await desk.ReadKnownAsync(new() { After = second.Items[^1].Endpoint.Device }, CancellationToken.None);
        Assert.Equal(
            string.Join(' ', Enumerable.Range(1, (KnownKeyQuery.PartLength * 2) + 1).SelectMany(i => i is 1 ? ["sw-1/ssh"] : new[] { $"sw-{i}/ssh", $"sw-{i}/telnet" })),
            string.Join(' ', first.Items.Concat(second.Items).Concat(third.Items).Select(known => $"{known.Endpoint.Device}/{known.Endpoint.Protocol}")));
        Assert.Equal((false, true, true, true, true, false), (first.HasBefore, first.HasAfter, second.HasBefore, second.HasAfter, third.HasBefore, third.HasAfter));
        var back = await desk.ReadKnownAsync(new() { Before = third.Items[0].Endpoint.Device }, CancellationToken.None);
        Assert.Equal(second.Items.Select(known => known.Endpoint), back.Items.Select(known => known.Endpoint));
        Assert.Equal((2, false, false), await PartAsync(rig, new() { Text = " W-77 " }));
        Assert.Equal((0, false, false), await PartAsync(rig, new() { Text = "_" }));
    }

    private static async Task<(int Endpoints, bool HasBefore, bool HasAfter)> PartAsync(StoreRig rig, KnownKeyQuery query)
    {
        var part = await new HostKeyDesk(rig.Store, TimeProvider.System).ReadKnownAsync(query, CancellationToken.None);
        return (part.Items.Length, part.HasBefore, part.HasAfter);
    }

    // Over each protocol a key, whatever the protocol.
    private async Task SeeManyAsync(string[] devices)
    {
        var scanner = new HandScanner();
        await using var rig = await StoreRig.OpenAsync(Database(), scanner);
        var board = rig.Start(devices);
        await StoreRig.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
        foreach (var endpoint in board.Layout.Endpoints)
        {
            scanner.Give(Made.Of(endpoint.Key, ProbeVerdict.Ok("#")) with { HostKey = "SHA256:made" });
        }

        scanner.End();
        await rig.EndAsync(board);
    }

    private async Task SeeAsync(string fingerprint, ProbeFailure failure = ProbeFailure.None)
    {
        var scanner = new HandScanner();
        await using var rig = await StoreRig.OpenAsync(Database(), scanner);
        var board = rig.Start("sw-1");
        await StoreRig.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
        var verdict = failure is ProbeFailure.None ? ProbeVerdict.Ok("sw-1#") : ProbeVerdict.Failed(failure, "refused");
        scanner.Give(Made.Of(s_ssh, verdict) with { HostKey = fingerprint });
        scanner.Give(Made.Ok("sw-1", "telnet"));
        scanner.End();
        await rig.EndAsync(board);
    }
}

/// <summary>Host keys in a file.</summary>
public sealed class SqliteHostKeyTests : HostKeyContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-keys-").FullName;

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);
}

/// <summary>Host keys in a real PostgreSQL.</summary>
public sealed class PostgresHostKeyTests(PostgresFixture postgres) : HostKeyContract, IClassFixture<PostgresFixture>
{
    private string _connection = string.Empty;

    public override async Task InitializeAsync() => _connection = await postgres.Server.CreateDatabaseAsync();

    internal override StoreDatabase Database() => new PostgresDatabase(_connection);
}
