using Microsoft.Extensions.Logging;

namespace NetDashboard.Probing;

/// <summary>Runs one probe: the only owner of its clock, deadline, exception mapping, redaction and logging. Safe for many runs at once.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives one debug line per run, and an error when a probe is defective.</param>
/// <param name="hostKeys">Remembers host keys; <see langword="null"/> where nothing does.</param>
public sealed class ProbeRunner(TimeProvider time, ILogger<ProbeRunner> logger, IHostKeyMemory? hostKeys = null)
{
    private readonly TcpDialer _dialer = new(time);

    /// <summary>Tries one login.</summary>
    /// <returns>The result, whatever the device did.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled; a device is never blamed for that.</exception>
    public async Task<ProbeResult> RunAsync(IProbe probe, ProbeTarget target, IProbeGuard guard, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        using var clock = new StageClock(target.Endpoint.Timeouts, time, cancellationToken);
        var session = new ProbeSession(target, target.Endpoint.Port ?? probe.DefaultPort, clock, guard, _dialer, time) { HostKeys = hostKeys };
        ProbeVerdict verdict;
        try
        {
            verdict = probe.Readiness is { IsReady: false, Words: var missing }
                ? ProbeVerdict.Failed(ProbeFailure.LocalResource, missing)
                : await probe.CheckAsync(session, clock.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever a probe made of it, a stopped scan is no finding about the device.
            cancellationToken.ThrowIfCancellationRequested();
            verdict = Explain(e, probe, session, clock);
        }
        finally
        {
            session.Close();
        }

        var (stages, total) = clock.Finish();
        var result = new ProbeResult
        {
            Device = target.Device.Name,
            Host = target.Device.Host,
            Address = session.Address,
            Port = session.Port,
            Protocol = probe.Protocol,
            Platform = target.Platform.Name,
            Verdict = MakeShowable(verdict, target),
            Stage = clock.Stage,
            StartedAt = startedAt,
            Duration = total,
            Stages = stages,
            Attempt = target.Attempt,
            HostKey = session.HostKey,
            Algorithms = session.Algorithms is { } algorithms ? algorithms with { ServerVersion = MakeShowable(algorithms.ServerVersion, target) } : null,
            Transcript = session.Transcript.Finish(),
            Warnings = [.. session.Warnings.Select(warning => MakeShowable(warning, target))],
        };
        logger.ProbeFinished(result.Device, result.Protocol, result.Verdict.Failure, result.Duration.TotalMilliseconds);
        return result;
    }

    private static ProbeVerdict MakeShowable(ProbeVerdict verdict, ProbeTarget target) => verdict.WithText(
        verdict.Prompt is { } prompt ? MakeShowable(prompt, target) : null,
        verdict.Detail is { } detail ? MakeShowable(detail, target) : null);

    private static string MakeShowable(string text, ProbeTarget target) =>
        DeviceText.Clean(DeviceText.Redact(text, target.Credential.Secrets));

    private ProbeVerdict Explain(Exception exception, IProbe probe, ProbeSession session, StageClock clock)
    {
        switch (exception)
        {
            case OperationCanceledException:
                return ProbeVerdict.Failed(clock.OnTimeout, DescribeTimeout(session, clock));

            case ProbeException e:
                return ProbeVerdict.Failed(e.Failure, e.Message);

            case var e when SocketFailures.Find(e) is { } error:
                var (failure, detail) = SocketFailures.Describe(error, clock.Stage, session.Address ?? session.Target.Device.Host, session.Port);
                return ProbeVerdict.Failed(failure, detail);

            default:
                // A defect in one probe must not end the scan of the other devices.
                logger.ProbeCrashed(exception, probe.Protocol, session.Target.Device.Name);
                return ProbeVerdict.Failed(ProbeFailure.InternalError, $"The {probe.Title} probe failed ({exception.GetType().Name}); the log says more.");
        }
    }

    private static string DescribeTimeout(ProbeSession session, StageClock clock)
    {
        var what = clock.Stage switch
        {
            ProbeStage.Resolve => "The name server did not answer",
            ProbeStage.Connect => "No answer to the TCP connect",
            ProbeStage.Banner => "Connected, but the device did not begin a login",
            ProbeStage.KeyExchange => "The device did not complete the SSH key exchange",
            ProbeStage.HostKey => "The host key could not be judged",
            ProbeStage.Authentication => "The device did not answer the login",
            ProbeStage.Shell => "Logged in, but the device did not open a shell",
            ProbeStage.Prompt => "Logged in, but no prompt was recognised",
            _ => "Logged in, but the device stopped answering",
        };
        var words = session.LastWords?.Invoke() is { } text && !string.IsNullOrWhiteSpace(text) ? $" Its last words: {text}" : string.Empty;
        return $"{what} within {clock.Budget.TotalSeconds:0.###} s.{words}";
    }
}
