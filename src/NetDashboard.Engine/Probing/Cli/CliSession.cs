namespace NetDashboard.Probing.Cli;

/// <summary>From an authenticated terminal to the prompt of the wanted level.</summary>
public sealed class CliSession(Terminal terminal, ProbeSession session)
{
    /// <summary>Waits for the prompt, goes to the privileged level where the platform has one, prepares the session.</summary>
    public Task<ProbeVerdict> ReachPromptAsync(CancellationToken cancellationToken)
    {
        _ = (terminal, session, cancellationToken);
        throw new ProbeException(ProbeFailure.InternalError, "Not built yet.");
    }
}
