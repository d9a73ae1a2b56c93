using NetDashboard.Components.Operators;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using Radzen;

namespace NetDashboard.Components.Reruns;

/// <summary>Begins runs for a viewer, and says why when none begins.</summary>
/// <param name="scans">Runs them.</param>
/// <param name="recall">Reads the inventories of scans that were kept over a restart again.</param>
/// <param name="who">Tells who wants it.</param>
/// <param name="dialogs">Asks what is to be changed, and what inventories ask.</param>
/// <param name="notifications">Shows what could not be done.</param>
public sealed class RerunDesk(ScanService scans, InventoryRecall recall, OperatorName who, DialogService dialogs, NotificationService notifications)
{
    private const double ReadableMs = 15_000;

    /// <summary>Told when this viewer began a run.</summary>
    public event EventHandler? Begun;

    /// <summary>Tries endpoints of a scan again; where the scan's secrets are not in memory, with what its inventories say now.</summary>
    public async Task BeginAsync(ScanBoard board, RerunRequest request)
    {
        request = request with { StartedBy = await who.ReadAsync() };
        var start = scans.TryRerun(board.Id, request);
        if (start.Refusal is StartRefusal.SecretsNotKept && board.Inventories is not [])
        {
            await RecallAsync(board, request);
            return;
        }

        Tell(start);
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

    private async Task RecallAsync(ScanBoard board, RerunRequest request)
    {
        var recalled = await recall.ReadAsync(board, request.Endpoints ?? board.Select(state => state.Status.IsWorthRerun()));
        if (recalled.Endpoints.Count == 0)
        {
            notifications.Notify(NotificationSeverity.Warning, "Not re-run", RecallWords.Nothing(recalled), ReadableMs);
            return;
        }

        if (recalled.Questions is not [])
        {
            if (await QuestionBox.AskAsync(dialogs, recalled.Questions) is not { } answers)
            {
                return;
            }

            recalled = recalled.Answer(answers);
        }

        Tell(scans.TryRerun(board.Id, request with { Endpoints = recalled.Endpoints, Recalled = recalled }));
        if (RecallWords.LeftOut(recalled) is { } missing)
        {
            notifications.Notify(NotificationSeverity.Warning, "Not all of it", missing, ReadableMs);
        }
    }

    private void Tell(RunStart start)
    {
        if (RefusalWords.Of(start.Refusal, scans.MaxRunning) is { } reason)
        {
            notifications.Notify(NotificationSeverity.Warning, "Not re-run", reason);
            return;
        }

        Begun?.Invoke(this, EventArgs.Empty);
    }
}
