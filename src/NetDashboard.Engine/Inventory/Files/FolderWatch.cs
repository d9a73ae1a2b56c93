using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Waits for changes in a folder: by the system's word where it gives it, and by looking now and then all the same, for network file
/// systems tell nothing.
/// </summary>
/// <param name="directory">The folder; may come and go.</param>
/// <param name="suspect">Told the name of a file that may have changed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when the system gives no word.</param>
internal sealed class FolderWatch(string directory, Action<string> suspect, TimeProvider time, ILogger<InventoryLibrary> logger) : IDisposable
{
    // Editors write in several steps, and copies arrive in pieces: whoever reads at the first sign reads half a file.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lookWhileWatched = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileSystemWatcher? _watcher;
    private (ulong, ulong, long)? _watched;
    private volatile bool _isLost;
    private bool _isReported;

    /// <summary>Ends the next wait early.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Returns when something may have changed and has been quiet for a moment, or when it is time to look.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (Watch())
        {
            // What happened before the watcher stood is only seen by looking.
            return;
        }

        if (!await WokenAsync(_watcher is null ? s_look : s_lookWhileWatched, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < s_patience && await WokenAsync(s_quiet, cancellationToken).ConfigureAwait(false))
        {
            // Still busy.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private async Task<bool> WokenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        try
        {
            return await _wake.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>Whether a new watch began.</returns>
    private bool Watch()
    {
        // A folder that was removed and made again is another one, which the old watcher does not see.
        var present = FileStatus.Of(directory) is { Kind: FileKind.Folder } folder ? folder.Identity : ((ulong, ulong, long)?)null;
        if (_watcher is not null && (_isLost || present != _watched))
        {
            _watcher.Dispose();
            _watcher = null;
        }

        if (_watcher is not null || present is null)
        {
            return false;
        }

        try
        {
            _isLost = false;
            _watched = present;
            _watcher = new FileSystemWatcher(directory)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
            };
            _watcher.Changed += (_, e) => OnEvent(e.Name);
            _watcher.Created += (_, e) => OnEvent(e.Name);
            _watcher.Deleted += (_, e) => OnEvent(e.Name);
            _watcher.Renamed += (_, e) => OnEvent(e.Name);
            _watcher.Renamed += (_, e) => OnEvent(e.OldName);
            _watcher.Error += (_, _) =>
            {
                _isLost = true;
                Wake();
            };
            _watcher.EnableRaisingEvents = true;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _watcher?.Dispose();
            _watcher = null;
            if (!_isReported)
            {
                _isReported = true;
                logger.WatchingByLooking(directory, e.Message);
            }

            return false;
        }
    }

    private void OnEvent(string? name)
    {
        if (name is not null && LibraryNames.IsListable(name))
        {
            suspect(name);
        }

        // An inventory may be a link by way of a name that is none itself, as in folders that an orchestrator fills; looking costs next to nothing.
        Wake();
    }
}
