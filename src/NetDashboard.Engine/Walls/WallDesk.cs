using Microsoft.Extensions.Logging;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Walls;

/// <summary>Has a feed for every link that a screen shows, for as long as one does. Safe for many threads.</summary>
public sealed class WallDesk : IAsyncDisposable
{
    private readonly ShareLinkDesk _links;
    private readonly WallParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, OpenFeed> _feeds = [];

    /// <param name="links">The links.</param>
    /// <param name="scans">The scans in memory.</param>
    /// <param name="history">The others.</param>
    /// <param name="library">The inventories.</param>
    /// <param name="baselines">What failed before.</param>
    /// <param name="catalog">Names of protocols.</param>
    /// <param name="server">By what pages know the server.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives what goes wrong.</param>
    public WallDesk(
        ShareLinkDesk links,
        ScanService scans,
        ScanHistory history,
        InventoryLibrary library,
        Baselines baselines,
        ProbeCatalog catalog,
        ServerIdentity server,
        TimeProvider time,
        ILogger<WallDesk> logger)
    {
        _links = links;
        Server = server;
        _parts = new WallParts(scans, history, library, new ViewPainter(baselines, catalog, time), server, time, logger);
        _links.Changed += Forget;
    }

    /// <summary>By what pages know the server.</summary>
    public ServerIdentity Server { get; }

    /// <summary>The feed of a link, begun when there is none.</summary>
    public WallFeed Feed(ShareLink link)
    {
        lock (_gate)
        {
            if (_feeds.TryGetValue(link.Id, out var running))
            {
                return running.Feed;
            }

            var feed = new WallFeed(link, _parts);
            running = new OpenFeed(feed);
            _feeds.Add(link.Id, running);
            running.Task = Task.Run(() => RunAsync(running));
            return feed;
        }
    }

    /// <summary>How many screens show a link now.</summary>
    public int ScreensOf(Guid link)
    {
        lock (_gate)
        {
            return _feeds.TryGetValue(link, out var running) ? running.Feed.Screens : 0;
        }
    }

    /// <summary>Ends all feeds.</summary>
    public async ValueTask DisposeAsync()
    {
        _links.Changed -= Forget;
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] tasks;
        lock (_gate)
        {
            tasks = [.. _feeds.Values.Select(running => running.Task)];
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(OpenFeed running)
    {
        try
        {
            await running.Feed.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        finally
        {
            lock (_gate)
            {
                if (_feeds.GetValueOrDefault(running.Feed.Link.Id) == running)
                {
                    _feeds.Remove(running.Feed.Link.Id);
                }
            }
        }
    }

    // What it shows may be another now; whoever still shows it asks again.
    private void Forget(object? sender, ShareLinkChangedEventArgs change)
    {
        lock (_gate)
        {
            if (_feeds.Remove(change.Id, out var running))
            {
                running.Feed.End();
            }
        }
    }

    private sealed class OpenFeed(WallFeed feed)
    {
        public WallFeed Feed { get; } = feed;

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
