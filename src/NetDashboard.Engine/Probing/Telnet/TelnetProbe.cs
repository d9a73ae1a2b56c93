using NetDashboard.Probing.Cli;

namespace NetDashboard.Probing.Telnet;

/// <summary>Logs in over Telnet (RFC 854): user name and password as asked, one submission of the password, prompt as proof.</summary>
public sealed class TelnetProbe : IProbe
{
    /// <inheritdoc/>
    public string Protocol => "telnet";

    /// <inheritdoc/>
    public string Title => "Telnet";

    /// <inheritdoc/>
    public int DefaultPort => 23;

    /// <inheritdoc/>
    public ProbeReadiness Readiness { get; } = new(IsReady: true, "built in");

    /// <inheritdoc/>
    public async Task<ProbeVerdict> CheckAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var stream = new TelnetStream(session.Socket);
        var terminal = new Terminal(stream);
        var cli = new CliSession(terminal, session);
        if (!session.Target.Endpoint.SkipsLogin)
        {
            await new TelnetLogin(terminal, stream, session).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return await cli.ReachPromptAsync(cancellationToken).ConfigureAwait(false);
    }
}
