using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Inventory;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Cli;

/// <summary>Runs one probe against a port of this machine, and counts what it asked of the guard.</summary>
internal sealed class ProbeRig(IProbe probe) : IProbeGuard
{
    public string Platform { get; init; } = "cisco_iosxe";

    public Credential Credential { get; init; } = new("admin", new Secret("pass-word-1"), new Secret("enable-secret-1"));

    public EndpointTimeouts Timeouts { get; init; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

    public Func<Endpoint, Endpoint> Configure { get; init; } = endpoint => endpoint;

    public int Submissions { get; private set; }

    public List<string> Reports { get; } = [];

    public bool IsHeld { get; init; }

    /// <summary>What happens while the probe waits for leave to submit.</summary>
    public Func<Task>? OnSubmit { get; init; }

    public async Task<ProbeResult> RunAsync(int port, CancellationToken cancellationToken = default)
    {
        var endpoint = Configure(new Endpoint
        {
            Protocol = probe.Protocol,
            Port = port,
            CredentialId = "test",
            Platform = Platform,
            Timeouts = Timeouts,
        });
        var device = new Device("R1", "127.0.0.1", [endpoint]);
        var target = new ProbeTarget(device, endpoint, Credential, PlatformCatalog.Find(Platform)!);
        return await new ProbeRunner(TimeProvider.System, NullLogger<ProbeRunner>.Instance).RunAsync(probe, target, this, cancellationToken);
    }

    public ValueTask ConnectedAsync(ProbeTarget target, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        if (IsHeld)
        {
            throw new ProbeException(ProbeFailure.AccountHeld, "Held by the test.");
        }

        if (OnSubmit is not null)
        {
            await OnSubmit();
        }

        Submissions++;
        return new Submission(Reports);
    }

    private sealed class Submission(List<string> reports) : ISubmission
    {
        public void Accepted() => reports.Add("accepted");

        public void Rejected() => reports.Add("rejected");

        public void NotSent() => reports.Add("not sent");

        public void Dispose() => reports.Add("disposed");
    }
}

internal static class ProbeResultAssertions
{
    public static void AssertOk(this ProbeResult result, string prompt) =>
        Assert.True(
            result.Verdict.Outcome is ProbeOutcome.Ok && string.Equals(result.Verdict.Prompt, prompt, StringComparison.Ordinal),
            $"Expected '{prompt}', got {result.Verdict}; {string.Join(' ', result.Warnings)}");

    public static void AssertFailed(this ProbeResult result, ProbeFailure failure, string words) =>
        Assert.True(
            result.Verdict.Failure == failure && result.Verdict.Detail?.Contains(words, StringComparison.Ordinal) is true,
            $"Expected {failure} with '{words}', got {result.Verdict}");
}
