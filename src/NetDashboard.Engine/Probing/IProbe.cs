namespace NetDashboard.Probing;

/// <summary>
/// Tries one login over one protocol. A probe owns bytes only: clock, deadline, exception mapping, redaction and logging are
/// <see cref="ProbeRunner"/>'s. Implementations are discovered by <see cref="ProbeCatalog"/>, need a parameterless constructor,
/// and must be safe to use for many targets at once.
/// </summary>
public interface IProbe
{
    /// <summary>Protocol in lower case, as endpoints name it.</summary>
    string Protocol { get; }

    /// <summary>The protocol's name for people, for example <c>SSH</c>.</summary>
    string Title { get; }

    /// <summary>TCP port where the inventory gives none.</summary>
    int DefaultPort { get; }

    /// <summary>Whether this machine has what the probe needs; said at start-up, and checked before anything is sent.</summary>
    ProbeReadiness Readiness { get; }

    /// <summary>Logs in once and says what came of it.</summary>
    /// <param name="session">The run's connection, stages, guard and remarks.</param>
    /// <param name="cancellationToken">
    /// Signalled when a limit passes or the scan stops. Let the <see cref="OperationCanceledException"/> fly:
    /// <see cref="ProbeRunner"/> knows which of the two it was, and which failure the current stage's limit stands for.
    /// </param>
    /// <exception cref="ProbeException">The login cannot be completed, for the reason it carries.</exception>
    Task<ProbeVerdict> CheckAsync(ProbeSession session, CancellationToken cancellationToken);
}
