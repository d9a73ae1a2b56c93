using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Inventory;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing;

/// <summary>Short ways to run one probe against a server on loopback.</summary>
internal static class ProbeTesting
{
    public static ProbeCatalog Catalog { get; } = new();

    public static ProbeRunner Runner { get; } = new(TimeProvider.System, NullLogger<ProbeRunner>.Instance);

    public static ProbeTarget Target(
        string protocol, int port, Credential? credential = null, string platform = "generic", string? host = null, Func<Endpoint, Endpoint>? change = null)
    {
        var endpoint = new Endpoint
        {
            Protocol = protocol,
            Port = port,
            CredentialId = "c1",
            Platform = platform,
            Timeouts = new EndpointTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)),
        };
        endpoint = change?.Invoke(endpoint) ?? endpoint;
        var device = new Device("R1", host ?? IPAddress.Loopback.ToString(), [endpoint]);
        return new ProbeTarget(device, endpoint, credential ?? new Credential("netops", new Secret("lab-login")), PlatformCatalog.Find(platform)!);
    }

    public static Task<ProbeResult> RunAsync(ProbeTarget target, IProbeGuard? guard = null, CancellationToken cancellationToken = default) =>
        Runner.RunAsync(Catalog.Find(target.Endpoint.Protocol)!, target, guard ?? new CountingGuard(), cancellationToken);
}

/// <summary>Lets everything through and counts.</summary>
internal sealed class CountingGuard : IProbeGuard
{
    private int _asked;
    private int _accepted;
    private int _rejected;
    private int _notSent;

    /// <summary>How long a probe must wait for leave to submit.</summary>
    public TimeSpan Delay { get; init; }

    public int Asked => _asked;

    public int Accepted => _accepted;

    public int Rejected => _rejected;

    public int NotSent => _notSent;

    public ValueTask ConnectedAsync(ProbeTarget target, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        await Task.Delay(Delay, cancellationToken);
        return new Submission(this);
    }

    private sealed class Submission(CountingGuard guard) : ISubmission
    {
        public void Accepted() => Interlocked.Increment(ref guard._accepted);

        public void Rejected() => Interlocked.Increment(ref guard._rejected);

        public void NotSent() => Interlocked.Increment(ref guard._notSent);

        public void Dispose()
        {
        }
    }
}
