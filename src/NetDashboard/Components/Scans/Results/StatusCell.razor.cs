using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Components.Scans.Results;

/// <summary>One endpoint of a device: icon, status word, then the prompt or the reason, and milliseconds.</summary>
public sealed partial class StatusCell : ComponentBase
{
    private StatusLook _look = StatusLook.NotConfigured;
    private string? _prompt;
    private string? _reason;
    private string? _milliseconds;
    private string? _flash;
    private EndpointState? _shown;
    private bool _isShown;
    private bool _isStale;
    private bool _isNew;

    /// <summary>The endpoint's state; <see langword="null"/> when the device has none for the protocol.</summary>
    [Parameter, EditorRequired]
    public required EndpointState? State { get; set; }

    /// <summary>The column's protocol, in lower case.</summary>
    [Parameter, EditorRequired]
    public required string Protocol { get; set; }

    /// <summary>What the viewer sees.</summary>
    [Parameter, EditorRequired]
    public required LiveRows Rows { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var isNew = Rows.IsNew(State);
        if (_isShown && ReferenceEquals(_shown, State))
        {
            _isStale |= _isNew != isNew;
            _isNew = isNew;
            return;
        }

        _isNew = isNew;

        var isNews = _shown is not null && _shown.Index == State?.Index && State.Status.IsFinished();
        _flash = isNews ? NextFlash(_flash) : null;
        _shown = State;
        _isShown = true;
        _isStale = true;
        Derive();
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _isStale;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _isStale = false;

    // Two names for one animation: changing the name is what starts it again.
    private static string NextFlash(string? flash) => flash is "flash-1" ? "flash-2" : "flash-1";

    private void Derive()
    {
        _look = State is null ? StatusLook.NotConfigured : StatusLook.Of(State.Status);
        _prompt = _reason = _milliseconds = null;
        if (State is { Result: { } result } && State.Status.IsFinished() && State.Status is not EndpointStatus.Cancelled)
        {
            _prompt = result.Verdict.Prompt;
            _reason = FailureGuide.Of(result.Verdict.Failure) is { } guide ? $"{guide.Title} - {result.Verdict.Detail}" : null;
            _milliseconds = result.Duration.TotalMilliseconds.ToString("0");
        }
    }

    private Task OpenAsync() => State is null ? Task.CompletedTask : Rows.Open(State);
}
