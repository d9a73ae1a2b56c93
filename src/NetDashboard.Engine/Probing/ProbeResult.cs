using System.Collections.Immutable;

namespace NetDashboard.Probing;

/// <summary>The immutable record of one finished probe. Plain data without secrets, fit to cross a wire.</summary>
public sealed record ProbeResult
{
    /// <summary>The device's name in the inventory.</summary>
    public required string Device { get; init; }

    /// <summary>Host name or address as the inventory gives it.</summary>
    public required string Host { get; init; }

    /// <summary>The address actually connected to; <see langword="null"/> when it did not come to that.</summary>
    public string? Address { get; init; }

    /// <summary>TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>Protocol in lower case.</summary>
    public required string Protocol { get; init; }

    /// <summary>Platform name.</summary>
    public required string Platform { get; init; }

    /// <summary>Outcome, reason, prompt and words.</summary>
    public required ProbeVerdict Verdict { get; init; }

    /// <summary>The stage it ended in.</summary>
    public required ProbeStage Stage { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From start to verdict, name lookup included, waits for the account guard and the device's turn excluded.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Time in each stage passed, in their order.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];

    /// <summary>1 for the first run of an endpoint in a scan, then one more with each re-run.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Fingerprint of the SSH host key, <c>SHA256:...</c>; <see langword="null"/> for other protocols or when not seen.</summary>
    public string? HostKey { get; init; }

    /// <summary>What was negotiated with an SSH server; <see langword="null"/> for other protocols and before the key exchange ended.</summary>
    public NegotiatedAlgorithms? Algorithms { get; init; }

    /// <summary>What the device sent; <see langword="null"/> when it sent nothing.</summary>
    public Transcript? Transcript { get; init; }

    /// <summary>Remarks that do not change the verdict.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Which endpoint this is about.</summary>
    public EndpointKey Key => new(Device, Protocol);
}

/// <summary>Names an endpoint within an inventory.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Protocol">Protocol in lower case.</param>
public readonly record struct EndpointKey(string Device, string Protocol);
