using NetDashboard.Live;

namespace NetDashboard.Components.Scans.Results;

/// <summary>What rows can ask of the page they are on.</summary>
/// <param name="OpenEndpoint">Shows the details of an endpoint.</param>
/// <param name="OpenDevice">Shows the details of a device, by its index.</param>
/// <param name="Render">Renders what changed, as one batch: it calls <see cref="LiveRows.Refresh"/>.</param>
public sealed record RowActions(Func<EndpointState, Task> OpenEndpoint, Func<int, Task> OpenDevice, Action Render);
