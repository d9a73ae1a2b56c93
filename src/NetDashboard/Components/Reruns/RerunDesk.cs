using NetDashboard.Components.Operators;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using Radzen;

namespace NetDashboard.Components.Reruns;

/// <summary>Begins runs for a viewer, and says why when none begins.</summary>
/// <param name="scans">Runs them.</param>
/// <param name="who">Tells who wants it.</param>
/// <param name="dialogs">Asks what is to be changed.</param>
/// <param name="notifications">Shows what could not be done.</param>
public sealed class RerunDesk(ScanService scans, OperatorName who, DialogService dialogs, NotificationService notifications)
{
    /// <summary>Told when this viewer began a run.</summary>
    public event EventHandler? Begun;

    /// <summary>Tries endpoints of a scan again.</summary>
    public async Task BeginAsync(ScanBoard board, RerunRequest request)
    {
        request = request with { StartedBy = await who.ReadAsync() };
        if (RefusalWords.Of(scans.TryRerun(board.Id, request).Refusal, scans.MaxRunning) is { } reason)
        {
            notifications.Notify(NotificationSeverity.Warning, "Not re-run", reason);
            return;
        }

        Begun?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Asks with what to try endpoints of a scan again, and does it.</summary>
    /// <param name="board">The scan.</param>
    /// <param name="endpoints">Positions in <see cref="ScanLayout.Endpoints"/>.</param>
    /// <param name="what">What these are, as a sentence.</param>
    public async Task AskAsync(ScanBoard board, IReadOnlySet<int> endpoints, string what)
    {
        var devices = endpoints.Select(endpoint => board.Layout.Endpoints[endpoint].Row).Distinct().Count();
        if (await RerunBox.AskAsync(dialogs, what, devices) is { } changes)
        {
            await BeginAsync(board, RerunRequest.Of(endpoints) with { Changes = changes });
        }
    }
}
