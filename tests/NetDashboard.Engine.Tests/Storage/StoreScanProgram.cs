using NetDashboard.Live;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>
/// A process that scans into a store and says what it shows, to be killed in the middle: it goes on with the scan that was interrupted, or begins one.
/// </summary>
internal static class StoreScanProgram
{
    public const string Verb = "scan-into-store";

    public const int Devices = 2000;

    /// <summary>Writes a line for each result that is shown.</summary>
    /// <param name="place">The folder of a SQLite file, or how to connect to PostgreSQL.</param>
    public static async Task<int> RunAsync(string place)
    {
        StoreDatabase database = place.Contains('=', StringComparison.Ordinal) ? new PostgresDatabase(place) : new SqliteDatabase(place);
        await using var rig = await StoreRig.OpenAsync(database, new MadeScanner(5, TimeSpan.FromMilliseconds(2)));
        var board = rig.Scans.Newest;
        if (board is null)
        {
            board = rig.Start(StoreRig.Names(Devices));
        }
        else
        {
            rig.Resume(board);
        }

        using var viewer = board.Subscribe();
        await foreach (var changes in viewer.ReadChangesAsync(TimeSpan.FromMilliseconds(1)))
        {
            foreach (var state in changes.Endpoints.Where(state => state is { Result: { } result } && state.Status == EndpointStatuses.Of(result.Verdict.Outcome)))
            {
                var key = board.Layout.Endpoints[state.Index].Key;
                await Console.Out.WriteLineAsync($"{key.Device} {key.Protocol}");
            }

            await Console.Out.FlushAsync();
        }

        return 0;
    }
}
