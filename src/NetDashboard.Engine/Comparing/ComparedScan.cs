using System.Collections.Immutable;
using NetDashboard.Live;

namespace NetDashboard.Comparing;

/// <summary>One of the scans that are compared, or could be.</summary>
public sealed record ComparedScan
{
    /// <summary>Names the scan.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was scanned, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Names of inventories in the library; empty where there are none.</summary>
    public ImmutableArray<string> Inventories { get; init; } = [];

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it is doing, or how its last run ended.</summary>
    public required ScanState State { get; init; }

    /// <summary>Devices it has.</summary>
    public required int Devices { get; init; }

    /// <summary>Since when its results that were OK are no longer kept, in UTC; <see langword="null"/> while they are.</summary>
    public DateTimeOffset? ThinnedAt { get; init; }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Devices">Its devices in the order of the inventory, with the protocols they are reached by.</param>
/// <param name="Logins">What its endpoints came to; those that are not there were not tried.</param>
public sealed record ScanSide(
    ComparedScan Scan, ImmutableArray<ComparedDevice> Devices, IReadOnlyDictionary<Probing.EndpointKey, ComparedLogin> Logins);

/// <summary>A device as far as a comparison needs it.</summary>
/// <param name="Name">Its name in the inventory.</param>
/// <param name="Protocols">What it is reached by, in lower case.</param>
public sealed record ComparedDevice(string Name, ImmutableArray<string> Protocols);
