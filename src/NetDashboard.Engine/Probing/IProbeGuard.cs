using System.Net;

namespace NetDashboard.Probing;

/// <summary>What the scan asks of a probe at the moments that concern others: before it connects, when it is connected, and before it submits a secret.</summary>
public interface IProbeGuard
{
    /// <summary>Called once the addresses of the device are known; waits until no other scan has a session to one of them. Lets through by default.</summary>
    ValueTask ConnectingAsync(ProbeTarget target, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called once the TCP connection stands; waits until no other session to the same device is open.</summary>
    ValueTask ConnectedAsync(ProbeTarget target, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for leave to submit the credential. May wait for the outcome of earlier submissions of the same credential.
    /// </summary>
    /// <returns>The submission, whose outcome the probe must report before it is disposed.</returns>
    /// <exception cref="ProbeException"><see cref="ProbeFailure.AccountHeld"/>: not allowed, to protect the account.</exception>
    ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken cancellationToken);
}

/// <summary>One submission of a credential to one device. Disposed without a report, it counts as unanswered.</summary>
public interface ISubmission : IDisposable
{
    /// <summary>The device accepted the credential.</summary>
    void Accepted();

    /// <summary>The device refused the credential.</summary>
    void Rejected();

    /// <summary>The secret did not leave this machine after all.</summary>
    void NotSent();
}
