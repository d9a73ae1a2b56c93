using System.Collections.Immutable;

namespace NetDashboard.Live;

/// <summary>What a viewer must know to be up to date: newest states and the numbers of the same moment.</summary>
/// <param name="Endpoints">All endpoints in a snapshot; later only those that changed, each once.</param>
/// <param name="Summary">The scan as a whole.</param>
public sealed record LiveChanges(ImmutableArray<EndpointState> Endpoints, ScanSummary Summary);
