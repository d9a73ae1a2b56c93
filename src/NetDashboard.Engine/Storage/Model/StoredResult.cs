namespace NetDashboard.Storage.Model;

/// <summary>One result. What is searched and counted stands in columns, the rest together in <see cref="More"/>; host and platform stand in the layout.</summary>
internal sealed class StoredResult
{
    public required long Scan { get; init; }

    /// <summary>See <see cref="StoredEndpoint.Id"/>.</summary>
    public required long Endpoint { get; init; }

    public required int Attempt { get; init; }

    /// <summary>The run it came in.</summary>
    public required int Run { get; init; }

    /// <summary>A name of <see cref="Probing.ProbeOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>A name of <see cref="Probing.ProbeFailure"/>.</summary>
    public required string Failure { get; init; }

    /// <summary>A name of <see cref="Probing.ProbeStage"/>.</summary>
    public required string Stage { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>When the first came of the logins in a row, this one the last, that were not OK; <see langword="null"/> for one that is OK or was not tried.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>In units of 100 ns.</summary>
    public required long Duration { get; init; }

    public string? Address { get; init; }

    public required int Port { get; init; }

    public string? Prompt { get; init; }

    public string? Detail { get; init; }

    public string? HostKey { get; init; }

    /// <summary>Stages, warnings and algorithms as JSON.</summary>
    public required string More { get; init; }

    /// <summary>What the device said, of logins that are not ok only; at most 8 KiB.</summary>
    public string? Transcript { get; init; }
}
