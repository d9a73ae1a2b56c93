using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Storage;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Retention;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage.Histories;

/// <summary>An open store, scans of any time in it, and those who read and tidy it.</summary>
internal sealed class PastRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreDatabase _database;
    private readonly MovedTime _time = new();

    private PastRig(StoreDatabase database, RetentionOptions options)
    {
        _database = database;
        Store = new ScanStore(database, _time, NullLogger<ScanStore>.Instance);
        Scans = new ScanService(new MadeScanner(), Options.Create(new ScanOptions()), _time, NullLogger<ScanService>.Instance, Store);
        History = new ScanHistory(Store, Scans, _time);
        Retention = new StoreRetention(Store, Scans, Options.Create(options), _time, NullLogger<StoreRetention>.Instance);
    }

    public ScanStore Store { get; }

    public ScanService Scans { get; }

    public ScanHistory History { get; }

    public StoreRetention Retention { get; }

    public static async Task<PastRig> OpenAsync(StoreDatabase database, RetentionOptions? options = null)
    {
        var rig = new PastRig(database, options ?? new RetentionOptions());
        try
        {
            await rig.Store.OpenAsync();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public StoreContext Read() => _database.CreateReader();

    /// <summary>A scan of some days ago, as the service has it kept; nothing of it is in memory.</summary>
    public Task<ScanBoard> ScanAsync(double daysAgo, Func<EndpointKey, ProbeVerdict?> verdictOf, params string[] names) => ScanOfAsync("made.yaml", startedBy: null, daysAgo, verdictOf, names);

    public async Task<ScanBoard> ScanOfAsync(string title, string? startedBy, double daysAgo, Func<EndpointKey, ProbeVerdict?> verdictOf, params string[] names)
    {
        _time.Now = Now.AddDays(-daysAgo);
        var board = new ScanBoard(Guid.NewGuid(), title, new ScanLayout(Made.Inventory(names).Devices), _time) { Inventories = [title], StartedBy = startedBy };
        await RunAsync(board, 1, verdictOf, [.. Enumerable.Range(0, board.Layout.Endpoints.Length)]);
        return board;
    }

    /// <summary>One more run of such a scan, a minute later. It does not come to what has no verdict.</summary>
    public Task RunAsync(ScanBoard board, int run, Func<EndpointKey, ProbeVerdict?> verdictOf, params int[] endpoints) =>
        RunAsync(board, run, board.CreatedAt.AddMinutes(run - 1), verdictOf, endpoints);

    public async Task RunAsync(ScanBoard board, int run, DateTimeOffset at, Func<EndpointKey, ProbeVerdict?> verdictOf, params int[] endpoints)
    {
        _time.Now = at;
        board.BeginRun(endpoints.ToHashSet());
        var journal = await Store.BeginAsync(new RunBeginning(board, run, _time.Now, [.. endpoints]) { StartedBy = board.StartedBy }, board.Apply, CancellationToken.None);
        foreach (var endpoint in endpoints)
        {
            var key = board.Layout.Endpoints[endpoint].Key;
            if (verdictOf(key) is not { } verdict)
            {
                continue;
            }

            var result = Made.Of(key, verdict) with { StartedAt = _time.Now, Duration = TimeSpan.FromMilliseconds(10 + endpoint), Attempt = run, HostKey = key.Protocol == "ssh" ? "SHA256:made" : null };
            await journal.AddAsync(result, CancellationToken.None);
        }

        await journal.FlushAsync(CancellationToken.None);
        board.EndRun(ScanState.Completed, problem: null, _time.Now.AddSeconds(30));
        await journal.EndAsync(new RunEnding(ScanState.Completed, Problem: null, _time.Now.AddSeconds(30), board.Summary.Counts), CancellationToken.None);
        _time.Now = Now;
    }

    /// <summary>Scans a device enough after all others that those scans are none of the last, which stay whole.</summary>
    public async Task BuryAsync()
    {
        for (var i = 0; i < ScanService.MaxKept; i++)
        {
            await ScanAsync(0, Fine, "recent");
        }
    }

    public static ProbeVerdict Fine(EndpointKey key) => ProbeVerdict.Ok($"{key.Device}#");

    public static ProbeVerdict Refused(EndpointKey key) => ProbeVerdict.Failed(ProbeFailure.ConnectionRefused, "refused");

    public async ValueTask DisposeAsync()
    {
        History.Dispose();
        await Scans.DisposeAsync();
        await Store.DisposeAsync();
    }

    private sealed class MovedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = PastRig.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
