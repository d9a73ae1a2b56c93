using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>Many viewers of one page.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int OpenAtOnce = 8;

    private readonly HttpClient _http = new();
    private readonly List<CircuitViewer> _viewers = [];
    private readonly Uri _page;

    private Crowd(Uri page) => _page = page;

    /// <summary>All of them.</summary>
    public IReadOnlyList<CircuitViewer> Viewers => _viewers;

    /// <summary>Opens the page for some viewers, and waits until all have their table.</summary>
    /// <param name="server">Where the page is.</param>
    /// <param name="count">How many.</param>
    /// <param name="meter">Is told what comes to them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<Crowd> GatherAsync(ServerProcess server, int count, ViewerMeter meter, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(server.ScanPage);
        try
        {
            await crowd.AddAsync(count, meter, cancellationToken);
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the page for some more.</summary>
    public async Task AddAsync(int count, ViewerMeter meter, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, options, async (_, token) =>
        {
            var viewer = await CircuitViewer.OpenAsync(_http, _page, meter, token);
            lock (_viewers)
            {
                _viewers.Add(viewer);
            }
        });
    }

    /// <summary>Fails when somebody has lost the circuit.</summary>
    public async Task CheckAsync()
    {
        foreach (var viewer in _viewers.Where(viewer => viewer.Running.IsCompleted))
        {
            await viewer.Running;
        }
    }

    /// <summary>All are gone, without a word to the server.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var viewer in _viewers)
        {
            await viewer.DisposeAsync();
        }

        _http.Dispose();
    }
}
