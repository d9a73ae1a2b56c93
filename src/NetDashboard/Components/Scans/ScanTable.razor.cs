using Microsoft.AspNetCore.Components;
using NetDashboard.Probing;

namespace NetDashboard.Components.Scans;

/// <summary>
/// The table of a scan: one row component per device, only those in view when there are many. It renders once per scan; changes reach the
/// rows through <see cref="LiveRows"/>.
/// </summary>
public sealed partial class ScanTable(ProbeCatalog catalog) : ComponentBase
{
    // Up to here all rows stand in the page, so that searching and printing it work; it is also what a page without a circuit shows.
    private const int MaxPlainRows = 100;
    private const int MaxRoomyRows = 50;

    // Must be the row height of the dense table in table.css.
    private const float DenseRowHeight = 32;

    private int[] _order = [];
    private LiveRows? _rendered;
    private PickAll? _pickAll;

    /// <summary>What the viewer sees.</summary>
    [Parameter, EditorRequired]
    public required LiveRows Rows { get; set; }

    private ProbeCatalog Catalog => catalog;

    private int Count => Rows.Layout.Devices.Length;

    private bool IsVirtual => Count > MaxPlainRows;

    private bool IsDense => Count > MaxRoomyRows;

    /// <summary>Shows whether all rows are picked now.</summary>
    public void RefreshPicks() => _pickAll?.Refresh();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_rendered, Rows))
        {
            _order = [.. Enumerable.Range(0, Count)];
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => !ReferenceEquals(_rendered, Rows);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _rendered = Rows;
}
