using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Probing;

namespace NetDashboard.Components.Scans.Results;

/// <summary>
/// The table of a scan: one row component per device, only those in view when there are many. It renders when other rows are to be shown, or
/// the same in another order; changes reach the rows through <see cref="LiveRows"/>.
/// </summary>
public sealed partial class ScanTable(ProbeCatalog catalog) : ComponentBase
{
    // Up to here all rows stand in the page, so that searching and printing it work; it is also what a page without a circuit shows.
    private const int MaxPlainRows = 100;
    private const int MaxRoomyRows = 50;

    // Drawn in any case: the others wait until they come near the window, so that a table below its edge would have none to show or to be found in.
    private const int FirstRows = 30;

    // Must be the row height of the dense table in scan.css.
    private const float DenseRowHeight = 32;

    private ImmutableArray<TableColumn> _columns = [];
    private LiveRows? _laidOut;
    private int[] _rest = [];
    private int[]? _restOf;
    private (LiveRows? Rows, int Order) _rendered;
    private PickAll? _pickAll;
    private ElementReference _frame;

    /// <summary>What the viewer sees.</summary>
    [Parameter, EditorRequired]
    public required LiveRows Rows { get; set; }

    /// <summary>What scrolls, and holds the keyboard's focus.</summary>
    public ElementReference Frame => _frame;

    private void FindRest()
    {
        if (!ReferenceEquals(_restOf, Shown))
        {
            _restOf = Shown;
            _rest = [.. Shown.Skip(FirstRows)];
        }
    }

    private int[] Shown => Rows.Order.Shown;

    // By all rows, not by those shown: the way of drawing must not change under a filter.
    private bool IsVirtual => Rows.Layout.Devices.Length > MaxPlainRows;

    private bool IsDense => Rows.Layout.Devices.Length > MaxRoomyRows;

    private (LiveRows Rows, int Order) Current => (Rows, Rows.Order.Version);

    /// <summary>Shows other rows, another order or other picks, where there are any. Called while another component renders.</summary>
    public void Refresh()
    {
        FindRest();
        _pickAll?.Refresh();
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_laidOut, Rows))
        {
            _laidOut = Rows;
            _columns = TableColumn.Of(Rows.Layout, catalog);
        }

        FindRest();
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _rendered != Current;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _rendered = Current;
}
