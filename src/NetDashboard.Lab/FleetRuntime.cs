using Microsoft.Extensions.Logging;

namespace NetDashboard.Lab;

/// <summary>What all sessions of a fleet share.</summary>
/// <param name="Sessions">Running sessions.</param>
/// <param name="Logger">Where defects go.</param>
/// <param name="Stopping">Signalled when the fleet ends.</param>
internal sealed record FleetRuntime(SessionCount Sessions, ILogger Logger, CancellationToken Stopping);
