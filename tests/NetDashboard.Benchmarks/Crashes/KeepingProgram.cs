using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Live;
using NetDashboard.Storage;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Crashes;

/// <summary>
/// The dashboard in a process of its own, to be killed or to lose its store: it goes on with the scan that was interrupted, or begins one of the inventory in its
/// folder, and says on standard output what a viewer is shown.
/// </summary>
internal static class KeepingProgram
{
    /// <summary>The word on the command line that starts it.</summary>
    public const string Verb = "keep";

    /// <summary>Before the address, once it serves.</summary>
    public const string Serving = "serving";

    /// <summary>Before a run: the scan, what it is, and how many endpoints it tries.</summary>
    public const string Begun = "begun";

    /// <summary>Before what is shown: the scan, device, protocol and attempt.</summary>
    public const string Shown = "shown";

    /// <summary>Before how a run ended.</summary>
    public const string Ended = "ended";

    /// <summary>A run that goes on with one that was interrupted.</summary>
    public const string Resumed = "resumed";

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(1);

    /// <summary>Serves until it is killed, or until standard input ends.</summary>
    /// <param name="root">Its folder: <c>inventories</c> holds one file, <c>data</c> is the data folder.</param>
    /// <param name="perSecond">Made results a second; 0 for real logins.</param>
    /// <param name="isRepeating">Whether one scan follows another; otherwise it ends with the first.</param>
    public static async Task RunAsync(string root, int perSecond, bool isRepeating)
    {
        var scanner = perSecond > 0 ? new PacedScanner(perSecond, seed: 1) : null;
        scanner?.Go();
        await using var dashboard = new Dashboard(scanner: scanner, root: root).Listen();
        await Console.Out.WriteLineAsync($"{Serving} {dashboard.Url}");
        await dashboard.Services.GetRequiredService<ScanStore>().RestoreAsync(dashboard.Scans);
        var over = Task.Run(Console.In.ReadToEnd);
        do
        {
            await WatchAsync(await BeginAsync(dashboard));
        }
        while (isRepeating && !over.IsCompleted);

        await over;
    }

    private static async Task<ScanBoard> BeginAsync(Dashboard dashboard)
    {
        if (dashboard.Scans.Newest is { Summary.State: ScanState.Interrupted } board)
        {
            var left = RerunRequest.Left(board);
            var recalled = await dashboard.Services.GetRequiredService<InventoryRecall>().ReadAsync(board, left.Endpoints!);
            if (left.Endpoints!.Count > 0 && !dashboard.Scans.TryRerun(board.Id, RerunRequest.Of(recalled.Endpoints) with { Recalled = recalled }).HasBegun)
            {
                throw new InvalidOperationException("The scan was not resumed.");
            }

            await Console.Out.WriteLineAsync($"{Begun} {board.Id} {Resumed} {left.Endpoints.Count}");
            return board;
        }

        var name = Path.GetFileName(Directory.GetFiles(dashboard.Inventories).Single());
        var reading = await dashboard.Library.ReadAsync([name]);
        var start = dashboard.Scans.TryStart(reading.Inventory ?? throw new InvalidOperationException(string.Join('\n', reading.Findings)), name, name);
        board = start.Board ?? throw new InvalidOperationException($"The scan did not start: {start.Refusal}");
        await Console.Out.WriteLineAsync($"{Begun} {board.Id} new {board.Layout.Endpoints.Length}");
        return board;
    }

    private static async Task WatchAsync(ScanBoard board)
    {
        using var viewer = board.Subscribe();
        await SayAsync(board, viewer.Snapshot);
        if (!viewer.Snapshot.Summary.IsRunning)
        {
            await Console.Out.WriteLineAsync($"{Ended} {viewer.Snapshot.Summary.State}");
            return;
        }

        await foreach (var changes in viewer.ReadChangesAsync(s_interval))
        {
            await SayAsync(board, changes);
            if (!changes.Summary.IsRunning)
            {
                await Console.Out.WriteLineAsync($"{Ended} {changes.Summary.State}");
                return;
            }
        }
    }

    // One write for all of it: whoever reads takes whole lines only.
    private static async Task SayAsync(ScanBoard board, LiveChanges changes)
    {
        var lines = changes.Endpoints
            .Where(state => state.Result is not null)
            .Select(state => (board.Layout.Endpoints[state.Index].Key, state.Result!.Attempt))
            .Select(shown => $"{Shown} {board.Id} {shown.Key.Device} {shown.Key.Protocol} {shown.Attempt}\n");
        await Console.Out.WriteAsync(string.Concat(lines));
        await Console.Out.FlushAsync();
    }
}
