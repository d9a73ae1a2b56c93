using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Storage.Histories;

/// <summary>A device in the list of all that were ever scanned.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoints">One for each protocol, in the alphabetical order of these.</param>
public sealed record PastDevice(string Name, ImmutableArray<PastEndpoint> Endpoints);

/// <summary>What is known of one endpoint at a glance: of the scans that are whole, for of older ones only failures are left.</summary>
public sealed record PastEndpoint
{
    /// <summary>How many results <see cref="Strip"/> has at most.</summary>
    public const int StripLength = 30;

    /// <summary>Protocol in lower case.</summary>
    public required string Protocol { get; init; }

    /// <summary>When the first came of the logins that have not been OK since, in UTC; <see langword="null"/> when the last one tried was OK, or none was tried.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The last results, the oldest first.</summary>
    public required ImmutableArray<PastResult> Strip { get; init; }

    /// <summary>How many logins were OK.</summary>
    public required int Ok { get; init; }

    /// <summary>How many were tried: those that were held or cancelled are not.</summary>
    public required int Tried { get; init; }

    /// <summary>When the first of these began, in UTC; <see langword="null"/> for none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The part that was OK, from 0 to 1; <see langword="null"/> when nothing was tried.</summary>
    public double? SuccessRate => Tried is 0 ? null : (double)Ok / Tried;
}

/// <summary>One result in short.</summary>
/// <param name="StartedAt">In UTC.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Failure">Why it was not OK.</param>
/// <param name="Duration">How long it took.</param>
public sealed record PastResult(DateTimeOffset StartedAt, ProbeOutcome Outcome, ProbeFailure Failure, TimeSpan Duration);

/// <summary>Which devices are asked for, by name. At most one of <see cref="Before"/> and <see cref="After"/> is set; the first ones without.</summary>
public sealed record PastDeviceQuery
{
    /// <summary>How many devices a part has.</summary>
    public const int PartLength = 25;

    /// <summary>A part of the name, whatever its case; empty for all.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Only those with an endpoint whose last login was not OK.</summary>
    public bool FailingOnly { get; init; }

    /// <summary>Only names before that one, those next to it.</summary>
    public string? Before { get; init; }

    /// <summary>Only names after that one.</summary>
    public string? After { get; init; }
}
