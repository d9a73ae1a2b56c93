using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>A process that scans into a store and says what it shows, to be killed in the middle.</summary>
internal static class StoreScanProgram
{
    public const string Verb = "scan-into-store";

    /// <summary>Writes a line for each result that is shown.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        await using var rig = await StoreRig.OpenAsync(new SqliteDatabase(folder), new MadeScanner(5, TimeSpan.FromMilliseconds(2)));
        var board = rig.Start(StoreRig.Names(2000));
        using var viewer = board.Subscribe();
        await foreach (var changes in viewer.ReadChangesAsync(TimeSpan.FromMilliseconds(1)))
        {
            foreach (var state in changes.Endpoints.Where(state => state.Result is not null))
            {
                var key = board.Layout.Endpoints[state.Index].Key;
                await Console.Out.WriteLineAsync($"{key.Device} {key.Protocol}");
            }

            await Console.Out.FlushAsync();
        }

        return 0;
    }
}
