using NetDashboard.Live;

namespace NetDashboard.Benchmarks.Served;

/// <summary>Keeps the first rows of a scan changing, by running them again and again.</summary>
/// <param name="scans">Runs them.</param>
/// <param name="board">The scan.</param>
/// <param name="scanner">Gives the results.</param>
internal sealed class Churn(ScanService scans, ScanBoard board, ChurningScanner scanner) : IAsyncDisposable
{
    private volatile bool _ends;
    private Task _running = Task.CompletedTask;

    /// <summary>Begins, or goes on with other rows or at another rate.</summary>
    /// <param name="rows">How many rows change, from the first on.</param>
    /// <param name="perSecond">Results a second.</param>
    public async Task BeginAsync(int rows, double perSecond)
    {
        await EndAsync();
        _ends = false;
        scanner.PerSecond = perSecond;
        var endpoints = board.Select(state => board.Layout.Endpoints[state.Index].Row < rows);
        _running = Task.Run(async () =>
        {
            while (!_ends)
            {
                await RunAsync(endpoints);
            }
        });
    }

    /// <summary>Lets the run under way come to its end at once, and begins no other.</summary>
    public async Task EndAsync()
    {
        _ends = true;
        scanner.PerSecond = double.PositiveInfinity;
        await _running;
    }

    /// <summary>One run over everything, as fast as it is taken.</summary>
    public async Task BurstAsync()
    {
        await EndAsync();
        await RunAsync(board.Select(_ => true));
    }

    /// <summary>Waits until no scan is under way.</summary>
    public static async Task WhenIdleAsync(ScanService scans)
    {
        await foreach (var _ in scans.WatchAsync())
        {
            if (!scans.IsRunning)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task RunAsync(IReadOnlySet<int> endpoints)
    {
        if (!scans.TryRerun(board.Id, RerunRequest.Of(endpoints)).HasBegun)
        {
            throw new InvalidOperationException("The next run did not begin.");
        }

        await WhenIdleAsync(scans);
    }
}
