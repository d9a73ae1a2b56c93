namespace NetDashboard.Live;

/// <summary>How the last run of a scan stands that is looked at again later.</summary>
internal sealed record KeptRun
{
    public required int Number { get; init; }

    /// <summary>Anything but <see cref="ScanState.Running"/>.</summary>
    public required ScanState State { get; init; }

    public string? Problem { get; init; }

    public required int Done { get; init; }

    public required int Total { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }
}
