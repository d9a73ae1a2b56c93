using System.Collections.Frozen;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Tests.Live;

/// <summary>Made inventories and results.</summary>
internal static class Made
{
    public static DeviceInventory Inventory(params string[] names) => new(
        [.. names.Select(name => new Device(name, $"host-of-{name}", [Endpoint("ssh"), Endpoint("telnet")]))],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin", new Secret("pass word")) }.ToFrozenDictionary(StringComparer.Ordinal));

    public static ScanBoard Board(TimeProvider time, params string[] names) =>
        new(Guid.NewGuid(), "made.yaml", new ScanLayout(Inventory(names).Devices), time);

    public static ProbeResult Ok(string device, string protocol = "ssh", int attempt = 1) =>
        Result(device, protocol, attempt, ProbeVerdict.Ok($"{device}#"));

    public static ProbeResult Failed(string device, string protocol = "ssh", int attempt = 1) =>
        Result(device, protocol, attempt, ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid"));

    public static ProbeResult Of(ScanItem item, ProbeVerdict verdict) => Result(item.Device.Name, item.Endpoint.Protocol, item.Attempt, verdict);

    public static ProbeResult Of(EndpointKey key, ProbeVerdict verdict, double milliseconds = 12, ProbeStage stage = ProbeStage.Prompt) =>
        Result(key.Device, key.Protocol, attempt: 1, verdict) with { Duration = TimeSpan.FromMilliseconds(milliseconds), Stage = stage };

    private static Endpoint Endpoint(string protocol) => new() { Protocol = protocol, CredentialId = "c1" };

    private static ProbeResult Result(string device, string protocol, int attempt, ProbeVerdict verdict) => new()
    {
        Device = device,
        Host = $"host-of-{device}",
        Port = 22,
        Protocol = protocol,
        Platform = "generic",
        Verdict = verdict,
        Stage = ProbeStage.Prompt,
        StartedAt = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromMilliseconds(12),
        Attempt = attempt,
    };
}
