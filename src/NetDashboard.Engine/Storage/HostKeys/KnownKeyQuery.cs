namespace NetDashboard.Storage.HostKeys;

/// <summary>Which devices' host keys are asked for, by name. At most one of <see cref="Before"/> and <see cref="After"/> is set; the first ones without.</summary>
public sealed record KnownKeyQuery
{
    /// <summary>How many devices a part has.</summary>
    public const int PartLength = 50;

    /// <summary>A part of the name, whatever its case; empty for all.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Only names before that one, those next to it.</summary>
    public string? Before { get; init; }

    /// <summary>Only names after that one.</summary>
    public string? After { get; init; }
}
