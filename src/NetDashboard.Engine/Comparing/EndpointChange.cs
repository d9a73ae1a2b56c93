using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Comparing;

/// <summary>One way in which an endpoint is other than before; an endpoint may have several.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Endpoint">Whose.</param>
/// <param name="Before">What it came to in the older scan; <see langword="null"/> when it is not in there.</param>
/// <param name="Now">What it came to in the newer scan; <see langword="null"/> when it is not in there.</param>
public sealed record EndpointChange(ChangeKind Kind, EndpointKey Endpoint, ComparedLogin? Before, ComparedLogin? Now)
{
    /// <summary>The algorithms that are weaker; of <see cref="ChangeKind.WeakerAlgorithms"/> only.</summary>
    public ImmutableArray<WeakerAlgorithm> Weaker { get; init; } = [];

    /// <summary>Whether the whole device is new or gone, and not only this way to reach it; of <see cref="ChangeKind.New"/> and <see cref="ChangeKind.Gone"/> only.</summary>
    public bool IsWholeDevice { get; init; }

    /// <summary>Whether it fails for another reason than before.</summary>
    public bool HasOtherReason => Kind is ChangeKind.StillFailing && Before!.Failure != Now!.Failure;
}
