using Microsoft.AspNetCore.Components;
using NetDashboard.Live;

namespace NetDashboard.Components.Pages;

/// <summary>The live scan: choose, start, watch. Shows the newest scan, whoever started it.</summary>
/// <param name="scans">The scans.</param>
public sealed partial class LivePage(ScanService scans) : ComponentBase
{
    private readonly CancellationTokenSource _disposed = new();
    private Task _watching = Task.CompletedTask;
    private ScanBoard? _board;
    private IReadOnlyList<ScanBoard> _others = [];
    private bool _hasRoom;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _watching;
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Show(scans.Newest);
        if (RendererInfo.IsInteractive)
        {
            _watching = WatchAsync();
        }
    }

    private void Show(ScanBoard? board)
    {
        (_board, _hasRoom) = (board, scans.HasRoom);
        _others = [.. scans.Recent.Where(scan => !ReferenceEquals(scan, board) && scan.Summary.IsRunning)];
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var board in scans.WatchNewestAsync(_disposed.Token))
            {
                await InvokeAsync(() =>
                {
                    Show(board);
                    StateHasChanged();
                });
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; a renderer that is going away may say so in several ways.
        }
    }
}
