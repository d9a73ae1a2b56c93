using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Live;
using NetDashboard.Storage;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Sqlite;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>The store in a file.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-store-").FullName;

    private string FilePath => Path.Combine(_folder, SqliteDatabase.FileName);

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);

    protected override string Place => _folder;

    protected override async Task CheckAsync()
    {
        await using var connection = Connect();
        Assert.Equal("ok", await AskAsync(connection, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task It_is_written_ahead_and_belongs_to_its_owner_only()
    {
        await using var rig = await StoreRig.OpenAsync(Database());
        await rig.EndAsync(rig.Start("sw-1"));

        await using var connection = Connect();
        Assert.Equal("wal", await AskAsync(connection, "PRAGMA journal_mode"));
        foreach (var file in Directory.GetFiles(_folder))
        {
            Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
        }
    }

    [Fact]
    public async Task A_lock_held_by_another_program_pauses_the_scan_and_loses_nothing()
    {
        await using var rig = await StoreRig.OpenAsync(Database(), new MadeScanner(20, TimeSpan.FromMilliseconds(2)));
        var board = rig.Start(StoreRig.Names(5000));
        await StoreRig.UntilAsync(() => board.Summary.Done > 200, "Nothing was shown.");

        await using (var other = Connect())
        {
            // The store may be in the middle of a transaction.
            other.DefaultTimeout = 10;
            await AskAsync(other, "BEGIN EXCLUSIVE");
            var shown = board.Summary.Done;
            await StoreRig.UntilAsync(() => !rig.Store.Status.IsHealthy, "The store does not say that it is locked.");
            Assert.Contains("locked", rig.Store.Status.Reason, StringComparison.Ordinal);

            // What waits is not shown; at most the batch that was committed just before the lock.
            await StoreRig.UntilAsync(() => rig.Store.Status.Waiting > 2000, "The queue does not fill.");
            Assert.InRange(board.Summary.Done - shown, 0, 2048);
            await AskAsync(other, "ROLLBACK");
        }

        await rig.EndAsync(board);
        Assert.True(rig.Store.Status.IsHealthy, "The store still complains.");
        Assert.Equal((ScanState.Completed, 10_000), (board.Summary.State, board.Summary.Done));
        var stored = await rig.ReadAsync();
        Assert.Equal((10_000, 10_000), (stored.Count, stored.Distinct().Count()));
    }

    [Fact]
    public async Task A_store_that_is_closed_while_it_is_locked_gives_up_in_time_and_without_an_error()
    {
        var rig = await StoreRig.OpenAsync(Database());
        await rig.EndAsync(rig.Start("sw-1"));
        await using var other = Connect();
        other.DefaultTimeout = 10;
        await AskAsync(other, "BEGIN EXCLUSIVE");
        var board = Made.Board(TimeProvider.System, "sw-2");
        var journal = await rig.Store.BeginAsync(new RunBeginning(board, 1, board.CreatedAt, [0, 1]), (_, _) => Assert.Fail("It was shown."), CancellationToken.None);
        await journal.AddAsync(Made.Ok("sw-2"), CancellationToken.None);
        await StoreRig.UntilAsync(() => !rig.Store.Status.IsHealthy, "The store does not say that it is locked.");

        await rig.Store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(25));
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_lock_the_next_start_out()
    {
        await using (var connection = Connect(SqliteOpenMode.ReadWriteCreate))
        {
            await AskAsync(connection, "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            await AskAsync(connection, "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
        }

        await using var rig = await StoreRig.OpenAsync(Database()).WaitAsync(s_patience);
        Assert.Empty(rig.Scans.Recent);
    }

    [Fact]
    public async Task No_secret_is_in_the_files()
    {
        await using var rig = await StoreRig.OpenAsync(Database());
        await rig.EndAsync(rig.Start(StoreRig.Names(20)));

        // The password of the made inventory.
        foreach (var file in Directory.GetFiles(_folder, SqliteDatabase.FileName + "*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("pass word", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }

        await using var context = Database().CreateReader();
        var layout = await context.Layouts.SingleAsync();
        Assert.DoesNotContain("pass word", System.Text.Json.JsonSerializer.Serialize(LayoutCodec.Unpack(layout)), StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_full_pauses_the_scan_and_loses_nothing()
    {
        var wrapper = await SmallDisk.FindWrapperAsync(_folder, "24m");
        using var child = StoreScan.Start(_folder, [.. wrapper!]);
        await child.UntilShownAsync(200);
        await SmallDisk.FillAsync(SmallDisk.In(child.Id, _folder), TimeSpan.FromSeconds(2), CancellationToken.None);
        await child.UntilShownAsync(2 * StoreScanProgram.Devices);

        // The disk is there as long as the process is.
        var copy = Path.Combine(_folder, "copy");
        SmallDisk.Copy(child.Id, FilePath, copy);
        await child.KillAsync();
        await using var context = new SqliteDatabase(copy).CreateReader();
        Assert.Equal(child.Shown.Count, await context.Results.CountAsync());
        Assert.Equal(2 * StoreScanProgram.Devices, child.Shown.Distinct().Count());
        Assert.Equal(["ok"], await context.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync());
    }

    private SqliteConnection Connect(SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, Mode = mode }.ToString());
        connection.Open();
        return connection;
    }

    private static async Task<string?> AskAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
