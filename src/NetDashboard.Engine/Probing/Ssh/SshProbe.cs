using NetDashboard.Probing.Cli;

namespace NetDashboard.Probing.Ssh;

/// <summary>Logs in over SSH (RFC 4251 to 4254): host key before credential, one submission of the secret, prompt as proof.</summary>
public sealed class SshProbe : IProbe
{
    /// <inheritdoc/>
    public string Protocol => "ssh";

    /// <inheritdoc/>
    public string Title => "SSH";

    /// <inheritdoc/>
    public int DefaultPort => 22;

    /// <inheritdoc/>
    public ProbeReadiness Readiness => LibSshVersion.Readiness;

    /// <inheritdoc/>
    public async Task<ProbeVerdict> CheckAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var hostKeys = new HostKeyCheck(session);
        var algorithms = AlgorithmProfile.For(session.Target.Endpoint).Prefer(hostKeys.KnownTypes);
        if (string.Join(", ", algorithms.Unsupported()) is { Length: > 0 } unsupported)
        {
            session.Warn($"Algorithms that are not supported here were left out: {unsupported}.");
        }

        await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
        using var transport = new LibSshTransport(session.Socket, session.Target.Credential.UserName, algorithms, session.Time, session.Transcript);
        session.LastWords = () => transport.DeviceWords;

        session.Enter(ProbeStage.Banner, ProbeFailure.BannerTimeout);
        var key = await transport.HandshakeAsync(
            () => session.Enter(ProbeStage.KeyExchange, ProbeFailure.BannerTimeout), cancellationToken).ConfigureAwait(false);

        session.Enter(ProbeStage.HostKey, ProbeFailure.BannerTimeout);
        session.HostKey = key.Fingerprint;
        session.Algorithms = transport.Algorithms;
        hostKeys.Decide(key);

        session.Enter(ProbeStage.Authentication, ProbeFailure.PromptTimeout);
        await new SshLogin(transport, session).RunAsync(cancellationToken).ConfigureAwait(false);

        session.Enter(ProbeStage.Shell, ProbeFailure.PromptTimeout);
        var shell = await transport.OpenShellAsync(cancellationToken).ConfigureAwait(false);
        return await new CliSession(new Terminal(shell), session).ReachPromptAsync(cancellationToken).ConfigureAwait(false);
    }
}
