using NetDashboard.Live;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>The store in a real PostgreSQL.</summary>
public sealed class PostgresStoreTests(PostgresFixture postgres) : StoreContract, IClassFixture<PostgresFixture>
{
    private string _connection = string.Empty;

    public override async Task InitializeAsync() => _connection = await postgres.Server.CreateDatabaseAsync();

    internal override StoreDatabase Database() => new PostgresDatabase(_connection);

    protected override string Place => _connection;

    [Fact]
    public async Task Restarts_of_the_server_in_the_middle_of_a_scan_lose_nothing()
    {
        await using var rig = await StoreRig.OpenAsync(Database(), new MadeScanner(20, TimeSpan.FromMilliseconds(5)));
        var board = rig.Start(StoreRig.Names(5000));
        for (var round = 1; round <= 3; round++)
        {
            var goal = 300 * round;
            await StoreRig.UntilAsync(() => board.Summary.Done > goal, $"Nothing comes: {rig.Store.Status}");
            await postgres.Server.RestartAtOnceAsync();
        }

        await rig.EndAsync(board);
        Assert.Equal((ScanState.Completed, 10_000), (board.Summary.State, board.Summary.Done));
        var stored = await rig.ReadAsync();
        Assert.Equal((10_000, 10_000), (stored.Count, stored.Distinct().Count()));
        Assert.True(rig.Store.Status.IsHealthy, "The store still complains.");
    }

    [Fact]
    public async Task While_the_server_is_away_nothing_is_shown_and_the_reason_is_said()
    {
        await using var rig = await StoreRig.OpenAsync(Database(), new MadeScanner(20, TimeSpan.FromMilliseconds(5)));
        var board = rig.Start(StoreRig.Names(1000));
        await StoreRig.UntilAsync(() => board.Summary.Done > 100, "Nothing was shown.");
        await postgres.Server.StopAtOnceAsync();
        try
        {
            await StoreRig.UntilAsync(() => !rig.Store.Status.IsHealthy && rig.Store.Status.Waiting > 100, "The store does not say that the server is away.");
            var shown = board.Summary.Done;
            Assert.Contains("PostgreSQL database", rig.Store.Status.Reason, StringComparison.Ordinal);
            await Task.Delay(300);
            Assert.Equal(shown, board.Summary.Done);
        }
        finally
        {
            await postgres.Server.StartServerAsync();
        }

        await rig.EndAsync(board);
        Assert.Equal((ScanState.Completed, 2000), (board.Summary.State, (await rig.ReadAsync()).Count));
    }

    [Fact]
    public void A_connection_string_that_is_none_is_refused_without_its_words()
    {
        var refused = Assert.Throws<StoreException>(() => new PostgresDatabase("Host=db;Pasword=canary-word"));
        Assert.DoesNotContain("canary-word", refused.ToString(), StringComparison.Ordinal);
    }
}
