using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Circuits;
using NetDashboard.Components.Scans;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;

namespace NetDashboard.Components.Overviews;

/// <summary>The scans under way and the last ones, kept up to date.</summary>
/// <param name="scans">The scans.</param>
/// <param name="connection">Tells whether the browser is there.</param>
/// <param name="time">The clock.</param>
public sealed partial class ScanList(ScanService scans, CircuitConnection connection, TimeProvider time) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private static readonly ImmutableArray<(EndpointStatus Status, StatusLook Look)> s_counted =
        [.. StatusLook.All.Where(pair => pair.Status is EndpointStatus.Ok or EndpointStatus.Failed or EndpointStatus.Held or EndpointStatus.Limited or EndpointStatus.Cancelled)];

    private readonly CancellationTokenSource _disposed = new();
    private Task _watching = Task.CompletedTask;
    private ImmutableArray<ScanBoard> _scans = [];

    private ScanService Scans => scans;

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
        _scans = scans.Recent;
        if (RendererInfo.IsInteractive)
        {
            _watching = WatchAsync();
        }
    }

    private string Took(ScanSummary summary) => ScanWords.Span((summary.EndedAt ?? time.GetUtcNow()) - summary.StartedAt);

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            var isSettled = false;
            while (await timer.WaitForNextTickAsync(_disposed.Token))
            {
                await connection.WhenUpAsync(_disposed.Token);
                var now = scans.Recent;
                var isSame = now.AsSpan().SequenceEqual(_scans.AsSpan(), ReferenceEqualityComparer.Instance) && !now.Any(board => board.Summary.IsRunning);
                if (!isSame || !isSettled)
                {
                    isSettled = isSame;
                    await InvokeAsync(() => Show(now));
                }
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The viewer left; a renderer that is going away may say so in several ways.
        }
    }

    private void Show(ImmutableArray<ScanBoard> boards)
    {
        _scans = boards;
        StateHasChanged();
    }
}
