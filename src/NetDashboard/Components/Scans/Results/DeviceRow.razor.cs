using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Platforms;

namespace NetDashboard.Components.Scans.Results;

/// <summary>One device of a scan. Renders only when it comes into view or one of its endpoints changed.</summary>
public sealed partial class DeviceRow : ComponentBase, IDisposable
{
    private const int Nowhere = -1;

    private Device _device = new(string.Empty, string.Empty, []);
    private string _platform = string.Empty;
    private string _tags = string.Empty;
    private DateTimeOffset? _checkedAt;
    private bool _failed;
    private bool _isStale = true;
    private int _shown = Nowhere;
    private LiveRows? _enteredAt;

    /// <summary>Index of the device.</summary>
    [Parameter, EditorRequired]
    public required int Row { get; set; }

    /// <summary>What the viewer sees.</summary>
    [Parameter, EditorRequired]
    public required LiveRows Rows { get; set; }

    /// <summary>Shows the newest states.</summary>
    public void Refresh()
    {
        _isStale = true;
        Derive();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose() => _enteredAt?.Leave(_shown, this);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shown == Row && ReferenceEquals(_enteredAt, Rows))
        {
            return;
        }

        _enteredAt?.Leave(_shown, this);
        _shown = Row;
        _enteredAt = Rows;
        Rows.Enter(Row, this);
        _isStale = true;
        _device = Rows.Layout.Devices[Row];
        _platform = PlatformTitle(_device.Endpoints);
        _tags = _device.Tags.IsEmpty ? "–" : string.Join(", ", _device.Tags);
        Derive();
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _isStale;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _isStale = false;

    private static string PlatformTitle(ImmutableArray<Inventory.Endpoint> endpoints) => string.Join(
        " / ",
        endpoints
            .Select(endpoint => endpoint.Platform is { } name && PlatformCatalog.Find(name) is { } platform ? platform.Title : PlatformCatalog.Generic.Title)
            .Distinct(StringComparer.Ordinal));

    private Task OpenAsync() => Rows.OpenDevice(Row);

    private void Pick(MouseEventArgs click) => Rows.Pick(Row, click.ShiftKey);

    private void Derive()
    {
        _failed = false;
        _checkedAt = null;
        for (var column = 0; column < Rows.Layout.Protocols.Length; column++)
        {
            var state = Rows.StateAt(Row, column);
            _failed |= state?.Status is EndpointStatus.Failed;
            if (state?.Result is { } result && !(_checkedAt > result.StartedAt + result.Duration))
            {
                _checkedAt = (result.StartedAt + result.Duration).ToUniversalTime();
            }
        }
    }
}
