using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Live.Queries;
using NetDashboard.Probing;

namespace NetDashboard.Components.Scans.Results;

/// <summary>What stands above the table: filter, order, columns, ways out, and how much of the scan is shown. Renders when it is told to.</summary>
/// <param name="catalog">Knows the protocols' names.</param>
public sealed partial class ResultBar(ProbeCatalog catalog) : ComponentBase
{
    private ImmutableArray<TableColumn> _columns = [];
    private ImmutableArray<string> _remarks = [];
    private DateTimeOffset? _pausedSince;
    private ResultQuery? _toldOf;
    private string _text = string.Empty;
    private string _told = string.Empty;
    private bool _isStale = true;
    private bool _isHeld;

    /// <summary>What the viewer sees.</summary>
    [Parameter, EditorRequired]
    public required LiveRows Rows { get; set; }

    /// <summary>The scan.</summary>
    [Parameter, EditorRequired]
    public required Guid Scan { get; set; }

    /// <summary>Stops the page at a moment.</summary>
    [Parameter, EditorRequired]
    public required LivePause Pause { get; set; }

    /// <summary>Told when the viewer stopped the page, or let it go on.</summary>
    [Parameter]
    public EventCallback PauseChanged { get; set; }

    /// <summary>What of the address was not understood.</summary>
    [Parameter]
    public ImmutableArray<string> Remarks { get; set; } = [];

    private ProbeCatalog Catalog => catalog;

    /// <summary>Shows the query, the numbers and the picks of now. Called while another component renders.</summary>
    public void Refresh()
    {
        Derive();
        _isStale = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _columns = TableColumn.Of(Rows.Layout, catalog);
        _toldOf = Rows.Query;
        Derive();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _isStale |= _remarks != Remarks || _pausedSince != Pause.Since;
        (_remarks, _pausedSince) = (Remarks, Pause.Since);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _isStale;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _isStale = false;

    private static string InWords(int devices) => devices == 1 ? "1 device" : $"{devices:N0} devices";

    private void Derive()
    {
        // Blanks at the end of what is being typed are no part of the query, and must not be taken from under the typing.
        if (_text.Trim() != Rows.Query.Text)
        {
            _text = Rows.Query.Text;
        }

        // Only what the viewer did is told at once; what results change is told by the announcer of the scan.
        if (_toldOf != Rows.Query)
        {
            _toldOf = Rows.Query;
            _told = Rows.Query.HasNoConditions
                ? $"{InWords(Rows.Layout.Devices.Length)} shown."
                : $"{Rows.Order.Shown.Length:N0} of {InWords(Rows.Layout.Devices.Length)} shown.";
        }

        // Once, however many more changes wait: a number that rises every second would be told every second.
        var isHeld = Rows.Order.Held > 0;
        if (isHeld && !_isHeld)
        {
            _told = "New results would move rows. They stay where they are until you leave the table or apply the order.";
        }

        _isHeld = isHeld;
    }

    private void SetText(string? text)
    {
        _text = text ?? string.Empty;
        Rows.Ask(Rows.Query with { Text = _text.Trim() });
    }

    private void Clear() => Rows.Ask(Rows.Query.WithoutConditions());

    private Task TogglePauseAsync()
    {
        if (Pause.Since is null)
        {
            Pause.Begin();
            _told = "Paused. New results are not shown.";
        }
        else
        {
            Pause.End();
            _told = "Live again.";
        }

        return PauseChanged.InvokeAsync();
    }
}
