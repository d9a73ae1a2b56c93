using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>Share links, whatever database they are in.</summary>
public abstract class ShareLinkContract : IAsyncLifetime
{
    private static readonly ShareLinkDraft s_draft = new()
    {
        Name = " NOC west ",
        Plan = new WallPlan { Views = [new WallView { Inventories = ["campus.yaml"], Filter = "site=ams" }, new WallView { Scan = Guid.NewGuid() }], IsRedacted = true, Theme = WallTheme.Hours, RotateSeconds = 30, HasSound = true },
        CreatedBy = "Ada",
    };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    internal abstract StoreDatabase Database();

    /// <summary>Lets nobody write until what is returned is disposed of; reading goes on.</summary>
    protected abstract Task<IAsyncDisposable> HoldUpAsync();

    [Fact]
    public async Task A_link_is_found_by_its_token_alone_also_after_a_restart()
    {
        NewShareLink made;
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            using var desk = new ShareLinkDesk(rig.Store, _time);
            made = await desk.CreateAsync(s_draft with { ExpiresAt = _time.GetUtcNow().AddDays(1) }, CancellationToken.None);
            Assert.Equal(made.Link, await desk.FindAsync(made.Token, CancellationToken.None));
            Assert.False(made.Token == (await desk.CreateAsync(s_draft, CancellationToken.None)).Token, "Two links have the same token.");
        }

        await using var again = await StoreRig.OpenAsync(Database());
        using var next = new ShareLinkDesk(again.Store, _time);
        var found = await next.FindAsync(made.Token, CancellationToken.None);
        Assert.Equal(("NOC west", "Ada", _time.GetUtcNow().AddDays(1)), (found?.Name, found?.CreatedBy, found?.ExpiresAt));
        Assert.Equal(("campus.yaml", "site=ams", s_draft.Plan.Views[1].Scan), (found!.Plan.Views[0].Inventories[0], found.Plan.Views[0].Filter, found.Plan.Views[1].Scan));
        Assert.Equal((true, WallTheme.Hours, 30, true), (found.Plan.IsRedacted, found.Plan.Theme, found.Plan.RotateSeconds, found.Plan.HasSound));
        Assert.Null(await next.FindAsync(ShareToken.Create(), CancellationToken.None));
        Assert.Null(await next.FindAsync(made.Token[1..], CancellationToken.None));
        Assert.Equal(2, (await next.ListAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task A_link_is_over_when_it_is_revoked_or_its_time_is_and_comes_back_with_the_same_token()
    {
        NewShareLink made;
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            using var desk = new ShareLinkDesk(rig.Store, _time);
            made = await desk.CreateAsync(s_draft with { ExpiresAt = _time.GetUtcNow().AddMinutes(1) }, CancellationToken.None);
            Assert.Equal(ShareLinkState.Valid, made.Link.StateAt(_time.GetUtcNow()));
            Assert.Equal(ShareLinkState.Expired, made.Link.StateAt(_time.GetUtcNow().AddMinutes(1)));
            Assert.Equal(ShareLinkState.Revoked, (await desk.RevokeAsync(made.Link.Id, CancellationToken.None))!.StateAt(_time.GetUtcNow()));
        }

        await using var again = await StoreRig.OpenAsync(Database());
        using var next = new ShareLinkDesk(again.Store, _time);
        Assert.Equal(ShareLinkState.Revoked, (await next.FindAsync(made.Token, CancellationToken.None))!.StateAt(_time.GetUtcNow()));
        await next.RenewAsync(made.Link.Id, expiresAt: null, CancellationToken.None);
        Assert.Equal(ShareLinkState.Valid, (await next.FindAsync(made.Token, CancellationToken.None))!.StateAt(_time.GetUtcNow().AddYears(9)));
        Assert.True(await next.RemoveAsync(made.Link.Id, CancellationToken.None), "It was not there.");
        Assert.Null(await next.FindAsync(made.Token, CancellationToken.None));
        Assert.Null(await next.RenewAsync(made.Link.Id, expiresAt: null, CancellationToken.None));
    }

    [Fact]
    public async Task When_it_was_seen_last_is_kept_to_the_minute()
    {
        await using var rig = await StoreRig.OpenAsync(Database());
        using var desk = new ShareLinkDesk(rig.Store, _time);
        var made = await desk.CreateAsync(s_draft, CancellationToken.None);
        var first = _time.GetUtcNow();
        desk.NoteSeen(made.Link.Id);
        _time.Advance(TimeSpan.FromSeconds(59));
        desk.NoteSeen(made.Link.Id);
        Assert.Equal(first, desk.Find(made.Link.Id)!.LastSeenAt);

        _time.Advance(TimeSpan.FromSeconds(1));
        desk.NoteSeen(made.Link.Id);
        await desk.RenewAsync(made.Link.Id, expiresAt: null, CancellationToken.None);
        using var other = new ShareLinkDesk(rig.Store, _time);
        Assert.Equal(first.AddMinutes(1), Assert.Single(await other.ListAsync(CancellationToken.None)).LastSeenAt);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_in_words()
    {
        await using var rig = await StoreRig.OpenAsync(Database());
        using var desk = new ShareLinkDesk(rig.Store, _time);
        foreach (var (draft, words) in new (ShareLinkDraft, string)[]
        {
            (s_draft with { Name = " " }, "A link has a name"),
            (s_draft with { ExpiresAt = _time.GetUtcNow() }, "must end in the future"),
            (s_draft with { Plan = s_draft.Plan with { Views = [] } }, "1 to 12 views"),
            (s_draft with { Plan = s_draft.Plan with { RotateSeconds = 1 } }, "after 5 to 3600 seconds"),
            (s_draft with { Plan = s_draft.Plan with { Views = [new WallView { Filter = "site=(" }] } }, "site"),
            (s_draft with { Plan = s_draft.Plan with { Views = [new WallView { Scan = Guid.NewGuid(), Inventories = ["a.yaml"] }] } }, "not both"),
        })
        {
            var refusal = await Assert.ThrowsAsync<ShareLinkException>(() => desk.CreateAsync(draft, CancellationToken.None));
            Assert.False(string.IsNullOrWhiteSpace(refusal.Message), "It says nothing.");
            Assert.True(words == "site" || refusal.Message.Contains(words, StringComparison.Ordinal), refusal.Message);
        }

        Assert.Empty(await desk.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task There_are_at_most_500_also_when_many_are_made_at_once()
    {
        await using var rig = await StoreRig.OpenAsync(Database());
        using var desk = new ShareLinkDesk(rig.Store, _time);
        var tries = Enumerable.Range(0, ShareLinkDesk.MaxLinks + 20).Select(_ => desk.CreateAsync(s_draft, CancellationToken.None)).ToArray();
        await Task.WhenAll(tries).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal((ShareLinkDesk.MaxLinks, 20), (tries.Count(made => made.IsCompletedSuccessfully), tries.Count(made => made.Exception?.InnerException is ShareLinkException)));
        var refusal = await Assert.ThrowsAsync<ShareLinkException>(() => desk.CreateAsync(s_draft, CancellationToken.None));
        Assert.Contains("Remove those that are over", refusal.Message, StringComparison.Ordinal);

        await desk.RemoveAsync((await tries[0]).Link.Id, CancellationToken.None);
        await desk.CreateAsync(s_draft, CancellationToken.None);
        using var other = new ShareLinkDesk(rig.Store, _time);
        Assert.Equal(ShareLinkDesk.MaxLinks, (await other.ListAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task While_nothing_can_be_written_a_link_is_not_made_but_revoked_all_the_same()
    {
        NewShareLink made;
        ShareLink gone;
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            using var desk = new ShareLinkDesk(rig.Store, _time);
            made = await desk.CreateAsync(s_draft, CancellationToken.None);
            gone = (await desk.CreateAsync(s_draft with { Name = "removed" }, CancellationToken.None)).Link;
            var told = 0;
            desk.Changed += (_, _) => told++;
            await using (await HoldUpAsync())
            {
                using var patience = new CancellationTokenSource();
                var making = desk.CreateAsync(s_draft with { Name = "never" }, patience.Token);
                var revoking = desk.RevokeAsync(made.Link.Id, patience.Token);
                var removing = desk.RemoveAsync(gone.Id, patience.Token);
                await StoreRig.UntilAsync(() => !rig.Store.Status.IsHealthy, "The store does not say that it is away.");
                Assert.Equal((2, ShareLinkState.Revoked, null), (told, desk.Find(made.Link.Id)!.StateAt(_time.GetUtcNow()), desk.Find(gone.Id)));
                Assert.False(making.IsCompleted || revoking.IsCompleted || removing.IsCompleted, "It was said to be kept.");
                Assert.DoesNotContain(await desk.ListAsync(CancellationToken.None), link => link.Name == "never");

                // Whoever waits gives up.
                await patience.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => revoking);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removing);

                // A screen does not wait for the store.
                desk.NoteSeen(made.Link.Id);
                Assert.Equal(_time.GetUtcNow(), desk.Find(made.Link.Id)!.LastSeenAt);
            }

            await StoreRig.UntilAsync(() => rig.Store.Status is { IsHealthy: true, Waiting: 0 }, "The store does not go on.");
        }

        await using var again = await StoreRig.OpenAsync(Database());
        using var next = new ShareLinkDesk(again.Store, _time);
        var kept = Assert.Single(await next.ListAsync(CancellationToken.None));
        Assert.Equal((made.Link.Id, ShareLinkState.Revoked), (kept.Id, kept.StateAt(_time.GetUtcNow())));
    }
}

/// <summary>Share links in a file.</summary>
public sealed class SqliteShareLinkTests : ShareLinkContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-links-").FullName;

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);

    protected override async Task<IAsyncDisposable> HoldUpAsync()
    {
        var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, SqliteDatabase.FileName), Pooling = false, DefaultTimeout = 10 }.ToString());
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return other;
    }

    [Fact]
    public async Task No_token_is_in_any_file()
    {
        NewShareLink made;
        await using (var rig = await StoreRig.OpenAsync(Database()))
        {
            using var desk = new ShareLinkDesk(rig.Store, TimeProvider.System);
            made = await desk.CreateAsync(new ShareLinkDraft { Name = "canary-name", Plan = new WallPlan { Views = [new WallView()] } }, CancellationToken.None);
            await desk.RevokeAsync(made.Link.Id, CancellationToken.None);
            Search();
        }

        Search();

        void Search()
        {
            var files = Directory.EnumerateFiles(_folder).Where(file => !file.EndsWith("store.lock", StringComparison.Ordinal)).Select(Read).ToArray();
            Assert.Contains(files, text => text.Contains("canary-name", StringComparison.Ordinal));
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(made.Token);
            foreach (var form in new[] { made.Token, Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes).TrimEnd('='), Encoding.Latin1.GetString(bytes) })
            {
                Assert.DoesNotContain(files, text => text.Contains(form, StringComparison.Ordinal));
            }
        }
    }

    // While the store is open, too.
    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }
}

/// <summary>Share links in a real PostgreSQL.</summary>
public sealed class PostgresShareLinkTests(PostgresFixture postgres) : ShareLinkContract, IClassFixture<PostgresFixture>
{
    private string _connection = string.Empty;

    public override async Task InitializeAsync() => _connection = await postgres.Server.CreateDatabaseAsync();

    internal override StoreDatabase Database() => new PostgresDatabase(_connection);

    protected override async Task<IAsyncDisposable> HoldUpAsync()
    {
        await postgres.Server.StopAtOnceAsync();
        return new Return(postgres.Server.StartServerAsync);
    }

    private sealed class Return(Func<Task> start) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await start();
    }
}
