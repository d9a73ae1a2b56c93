using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Storage;
using NetDashboard.Storage.Model;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>An open store, and scans that are kept in it.</summary>
internal sealed class StoreRig : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly StoreDatabase _database;

    private StoreRig(StoreDatabase database, IScanner scanner)
    {
        _database = database;
        Store = new ScanStore(database, TimeProvider.System, NullLogger<ScanStore>.Instance);
        Scans = new ScanService(scanner, Options.Create(new ScanOptions()), TimeProvider.System, NullLogger<ScanService>.Instance, Store);
    }

    public ScanStore Store { get; }

    public ScanService Scans { get; }

    public static string[] Names(int devices) => [.. Enumerable.Range(1, devices).Select(i => $"sw-{i}")];

    /// <summary>Opens as a start of the program does.</summary>
    public static async Task<StoreRig> OpenAsync(StoreDatabase database, IScanner? scanner = null)
    {
        var rig = new StoreRig(database, scanner ?? new MadeScanner());
        try
        {
            await rig.Store.OpenAsync();
            await rig.Store.RestoreAsync(rig.Scans);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public ScanBoard Start(params string[] names)
    {
        var start = Scans.TryStart(Made.Inventory(names), "made.yaml", ["made.yaml"]);
        Assert.True(start.HasBegun, "The scan did not start.");
        return start.Board;
    }

    /// <summary>Goes on with a scan that was interrupted, its inventory read again.</summary>
    public void Resume(ScanBoard board)
    {
        var left = RerunRequest.Left(board);
        var recalled = RecalledInventory.Of(board, left.Endpoints!, Made.Inventory([.. board.Layout.Devices.Select(device => device.Name)]));
        Assert.Equal(StartRefusal.None, Scans.TryRerun(board.Id, left with { Recalled = recalled }).Refusal);
    }

    /// <summary>Waits for the end of a scan, and says what stood in the way when it does not come.</summary>
    public async Task EndAsync(ScanBoard board)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (board.Summary.IsRunning || Scans.IsRunning)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < s_patience, $"The scan does not end: {board.Summary.Done} of {board.Summary.Total} done; store: {Store.Status}.");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits for something the store or a scan does, which includes pauses between two tries.</summary>
    public static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !condition(); await Task.Delay(1))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < s_patience, otherwise);
        }
    }

    /// <summary>What is stored, read past everything that scans do.</summary>
    public async Task<List<(EndpointKey Key, int Attempt)>> ReadAsync()
    {
        await using var context = _database.CreateReader();
        var rows = await context.Results
            .Join(context.Endpoints, result => result.Endpoint, endpoint => endpoint.Id, (result, endpoint) => new { endpoint.Device, endpoint.Protocol, result.Attempt })
            .ToListAsync();
        return [.. rows.Select(row => (new EndpointKey(row.Device, row.Protocol), row.Attempt))];
    }

    public async ValueTask DisposeAsync()
    {
        await Scans.DisposeAsync();
        await Store.DisposeAsync();
    }
}
