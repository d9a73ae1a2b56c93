using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>
/// The guard of one device within one scan. Sessions to the device follow one another; only while an earlier endpoint still waits for its
/// TCP connect may the next begin, so that a dead device costs one connect limit and not one for each protocol.
/// </summary>
internal sealed class DeviceVisit(AccountGuard accounts) : IDisposable
{
    private readonly SemaphoreSlim _session = new(1);

    /// <summary>The guard for one endpoint of the device.</summary>
    public Turn NextTurn() => new(this);

    public void Dispose() => _session.Dispose();

    internal sealed class Turn(DeviceVisit visit) : IProbeGuard, IDisposable
    {
        private bool _hasSession;

        /// <summary>Whether the TCP connection stands, or stood.</summary>
        public bool IsConnected { get; private set; }

        public async ValueTask ConnectedAsync(ProbeTarget target, CancellationToken cancellationToken)
        {
            IsConnected = true;
            await visit._session.WaitAsync(cancellationToken).ConfigureAwait(false);
            _hasSession = true;
        }

        public ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken cancellationToken) =>
            visit.Accounts.EnterAsync(target.Credential.Login, target.Device.Name, cancellationToken);

        public void Dispose()
        {
            if (_hasSession)
            {
                _hasSession = false;
                visit._session.Release();
            }
        }
    }

    private AccountGuard Accounts { get; } = accounts;
}
