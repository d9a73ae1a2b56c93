using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Dialogs;
using NetDashboard.Components.Operators;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Walls;
using Radzen;

namespace NetDashboard.Components.Walls;

/// <summary>The links that share walls: makes them, shows who looks, takes them back. Looks anew every few seconds.</summary>
/// <param name="desk">Keeps the links.</param>
/// <param name="walls">Knows the screens.</param>
/// <param name="address">What screens call the server.</param>
/// <param name="dialogs">Asks.</param>
/// <param name="who">Who sits here.</param>
/// <param name="navigation">Knows the page's own address.</param>
public sealed partial class ShareBoard(ShareLinkDesk desk, WallDesk walls, WallAddress address, DialogService dialogs, OperatorName who, NavigationManager navigation) : ComponentBase, IDisposable
{
    private const int RenewedDays = 30;

    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _disposed = new();
    private ImmutableArray<ShareLink>? _links;
    private string? _problem;
    private string? _fault;
    private string? _outcome;
    private int _round;
    private bool _isBusy;

    /// <summary>The scan that is to be shared; <see langword="null"/> when nobody said.</summary>
    [Parameter]
    public Guid? Scan { get; set; }

    [Inject]
    private ScanService Scans { get; set; } = null!;

    [Inject]
    private InventoryLibrary Library { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private WallDesk Walls => walls;

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        if (RendererInfo.IsInteractive)
        {
            _ = FollowAsync(_disposed.Token);
        }
    }

    private static string Moment(DateTimeOffset? at, string none) => at is { } time ? $"{time:yyyy-MM-dd HH:mm} UTC" : none;

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_pace, Time, cancellationToken);
                await InvokeAsync(async () =>
                {
                    await ReadAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer left.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _links = await desk.ListAsync(_disposed.Token);
            _problem = null;
        }
        catch (StoreException e)
        {
            _problem = $"The links cannot be read now. {e.Message}";
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer left.
        }
    }

    private async Task ShareAsync(ShareInput input)
    {
        NewShareLink? made = null;
        (_fault, _outcome, _isBusy) = (null, null, true);
        await TryAsync(async token => made = await desk.CreateAsync(input.ToDraft(Time.GetUtcNow(), await who.ReadAsync()), token));
        _isBusy = false;
        if (made is not null)
        {
            _round++;
            await ReadAsync();
            StateHasChanged();
            var elsewhere = address.Find();
            await NewShareBox.ShowAsync(dialogs, made, (elsewhere ?? navigation.BaseUri.TrimEnd('/')) + made.Path, elsewhere is null);
        }
    }

    private async Task RevokeAsync(ShareLink link)
    {
        if (await ConfirmBox.AskAsync(dialogs, $"Revoke “{link.Name}”?", "Revoke", "Every screen that shows it goes dark within seconds and says that the link was revoked.", "It can be renewed: then those screens come back by themselves."))
        {
            await DoAsync(token => desk.RevokeAsync(link.Id, token), $"“{link.Name}” is revoked.");
        }
    }

    private Task RenewAsync(ShareLink link) =>
        DoAsync(token => desk.RenewAsync(link.Id, Time.GetUtcNow().AddDays(RenewedDays), token), $"“{link.Name}” is valid for {RenewedDays} days more.");

    private async Task RemoveAsync(ShareLink link)
    {
        if (await ConfirmBox.AskAsync(dialogs, $"Remove “{link.Name}”?", "Remove", "Its address opens nothing any more, for ever."))
        {
            await DoAsync(token => desk.RemoveAsync(link.Id, token), $"“{link.Name}” is removed.");
        }
    }

    private async Task DoAsync(Func<CancellationToken, Task> work, string outcome)
    {
        _outcome = null;
        if (await TryAsync(work))
        {
            _outcome = outcome;
        }

        await ReadAsync();
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> work)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        patience.CancelAfter(s_patience);
        try
        {
            await work(patience.Token);
            return true;
        }
        catch (Exception e) when (e is ShareLinkException or StoreException)
        {
            _fault = e.Message;
        }
        catch (OperationCanceledException)
        {
            _fault = $"That is not kept yet. {Scans.Journal.Reason} It may still be, once that is over.";
        }

        return false;
    }
}
