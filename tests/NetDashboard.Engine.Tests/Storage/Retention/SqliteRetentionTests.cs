using Microsoft.Data.Sqlite;
using NetDashboard.Engine.Tests.Storage.Histories;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Retention;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage.Retention;

public sealed class SqliteRetentionTests : RetentionContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-store-").FullName;

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);

    protected override string Place => _folder;

    protected override async Task CheckAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, SqliteDatabase.FileName)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
    }

    // 2 is FULL.
    internal override (FormattableString Question, string Safe) Safety => ($"SELECT CAST(synchronous AS TEXT) AS \"Value\" FROM pragma_synchronous", "2");

    [Fact]
    public async Task A_store_that_is_too_large_sheds_the_oldest_until_it_is_not()
    {
        await using var rig = await PastRig.OpenAsync(Database(), new RetentionOptions { MaxMebibytes = 1 });
        for (var day = 10; day > 0; day--)
        {
            await rig.ScanOfAsync($"day {day}", startedBy: null, day, key => key.Protocol == "ssh" ? PastRig.Fine(key) : PastRig.Refused(key), StoreRig.Names(500));
        }

        await rig.BuryAsync();
        Assert.InRange((await rig.History.FactsAsync()).UsedBytes!.Value, 1_100_000, long.MaxValue);
        var round = await rig.Retention.TidyAsync(CancellationToken.None);

        Assert.InRange((await rig.History.FactsAsync()).UsedBytes!.Value, 1, 1024 * 1024);
        Assert.InRange(round.ThinnedScans, 1, 9);
        var scans = (await rig.History.ScansAsync(new() { Text = "day " })).Items;
        Assert.Equal(10, scans.Length + round.Scans);
        var whole = scans.TakeWhile(scan => scan.ThinnedAt is null).Count();
        Assert.InRange(whole, 1, 9);
        Assert.All(scans.Skip(whole), scan => Assert.NotNull(scan.ThinnedAt));
    }

    [Fact]
    public async Task The_file_stays_on_a_plateau()
    {
        await using var rig = await PastRig.OpenAsync(Database());
        var sizes = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            for (var scan = 0; scan < 5; scan++)
            {
                await rig.ScanAsync(400, PastRig.Refused, StoreRig.Names(200));
            }

            await rig.BuryAsync();
            Assert.Equal(2000, (await rig.Retention.TidyAsync(CancellationToken.None)).Results);
            sizes.Add((await rig.History.FactsAsync()).Bytes);
        }

        // The first few grow it, as the twenty scans after each do a little.
        Assert.True(sizes[^1] - sizes[0] < sizes[0] / 2, $"It grows: {string.Join(", ", sizes)}.");
    }
}
