using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Engine.Tests.Storage.Histories;
using NetDashboard.Live;
using NetDashboard.Scanning;
using NetDashboard.Storage;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;
using NetDashboard.Storage.Retention;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage.Retention;

/// <summary>A process that tidies a store, to be killed in the middle: after each piece it says so, and goes on when it is told to.</summary>
internal static class TidyProgram
{
    public const string Verb = "tidy-store";

    /// <summary>The line after each piece.</summary>
    public const string Piece = "piece";

    /// <summary>The line at the end.</summary>
    public const string Done = "done";

    /// <param name="place">The folder of a SQLite file, or how to connect to PostgreSQL.</param>
    public static async Task<int> RunAsync(string place)
    {
        StoreDatabase database = place.Contains('=', StringComparison.Ordinal) ? new PostgresDatabase(place) : new SqliteDatabase(place);
        await using var store = new ScanStore(database, new Slow(), NullLogger<ScanStore>.Instance);
        await store.OpenAsync();
        await using var scans = new ScanService(new MadeScanner(), Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance, store);
        await new StoreRetention(store, scans, Options.Create(new RetentionOptions()), new Stepped(), NullLogger<StoreRetention>.Instance).TidyAsync(CancellationToken.None);
        Console.WriteLine(Done);
        return 0;
    }

    // Measures a thousand times what a piece takes: so pieces are small, and there is a pause after each.
    private sealed class Slow : TimeProvider
    {
        public override long TimestampFrequency => base.TimestampFrequency / 1000;
    }

    // Its pauses end when somebody says so.
    private sealed class Stepped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => PastRig.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ = Task.Run(() =>
            {
                Console.WriteLine(Piece);
                _ = Console.ReadLine();
                timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            });
            return timer;
        }
    }
}
