using NetDashboard.Comparing;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Comparing;

/// <summary>Made sides of comparisons.</summary>
internal static class ComparedScans
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static NegotiatedAlgorithms Sound { get; } =
        new("curve25519-sha256", "ssh-ed25519", "aes256-gcm@openssh.com", "aes256-gcm@openssh.com", NegotiatedAlgorithms.ImplicitMac, NegotiatedAlgorithms.ImplicitMac, "SSH-2.0-Made");

    public static ComparedLogin Ok { get; } = new()
    {
        Outcome = ProbeOutcome.Ok,
        Failure = ProbeFailure.None,
        Prompt = "R1#",
        HostKey = "SHA256:one",
        Duration = TimeSpan.FromMilliseconds(300),
        At = Noon,
    };

    public static ComparedLogin Failed(ProbeFailure failure) => new() { Outcome = ProbeOutcome.Failed, Failure = failure, Detail = failure.ToString(), FailingSince = Noon, At = Noon };

    public static ComparedLogin Held { get; } = new() { Outcome = ProbeOutcome.Held, Failure = ProbeFailure.AccountHeld };

    /// <summary>A scan of devices over SSH; those whose login is nothing were not tried.</summary>
    public static ScanSide Of(params (string Device, ComparedLogin? Login)[] logins) => new(
        new ComparedScan { Id = Guid.NewGuid(), Title = "made.yaml", CreatedAt = Noon, State = ScanState.Completed, Devices = logins.Length },
        [.. logins.Select(login => new ComparedDevice(login.Device, ["ssh"]))],
        logins.Where(login => login.Login is not null).ToDictionary(login => new EndpointKey(login.Device, "ssh"), login => login.Login!));

    public static IEnumerable<string> Words(this ScanComparison comparison) => comparison.Changes.Select(change => $"{change.Kind} {change.Endpoint.Device}");
}
