using System.Net;
using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>
/// The guard of one device within one scan. Sessions to the device follow one another; only while an earlier endpoint still waits for its
/// TCP connect may the next begin, so that a dead device costs one connect limit and not one for each protocol.
/// </summary>
/// <param name="gate">Keeps visits of other scans apart; this one has passed it for the host as written.</param>
/// <param name="claim">What the visit lays claim to.</param>
/// <param name="accounts">Protects accounts; <see langword="null"/> to submit without asking.</param>
/// <param name="cancellationToken">Ends the scan.</param>
internal sealed class DeviceVisit(DeviceGate gate, DeviceClaim claim, AccountGuard? accounts, CancellationToken cancellationToken) : IDisposable
{
    private readonly SemaphoreSlim _session = new(1);
    private readonly Lock _lock = new();
    private readonly List<IDisposable> _passes = [];
    private Task? _claiming;
    private bool _isOver;

    /// <summary>The guard for one endpoint of the device.</summary>
    public Turn NextTurn() => new(this);

    public void Dispose()
    {
        _session.Dispose();
        lock (_lock)
        {
            _isOver = true;
            _passes.ForEach(pass => pass.Dispose());
        }
    }

    // Another inventory may know the device by another name. Once for all its endpoints, which must not wait for each other here.
    private Task ClaimAsync(IReadOnlyList<IPAddress> addresses)
    {
        lock (_lock)
        {
            return _claiming ??= ClaimEachAsync();
        }

        async Task ClaimEachAsync()
        {
            // In one order for all, so that two visits that share several addresses do not wait for each other.
            foreach (var address in addresses.Select(address => $"[{address}]").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (!TryKeep(await gate.EnterAsync(address, claim, cancellationToken).ConfigureAwait(false)))
                {
                    break;
                }
            }
        }
    }

    // Every endpoint may have ended by its own limit while this waited for another scan.
    private bool TryKeep(IDisposable pass)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                pass.Dispose();
            }
            else
            {
                _passes.Add(pass);
            }

            return !_isOver;
        }
    }

    private ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken stop) =>
        accounts?.EnterAsync(target.Credential.Login, target.Device.Name, stop) ?? ValueTask.FromResult<ISubmission>(Unguarded.Instance);

    internal sealed class Turn(DeviceVisit visit) : IProbeGuard, IDisposable
    {
        private bool _hasSession;

        /// <summary>Whether the TCP connection stands, or stood.</summary>
        public bool IsConnected { get; private set; }

        public ValueTask ConnectingAsync(ProbeTarget target, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) =>
            visit.ClaimAsync(addresses) is { IsCompletedSuccessfully: false } claiming
                ? new ValueTask(claiming.WaitAsync(cancellationToken))
                : ValueTask.CompletedTask;

        public async ValueTask ConnectedAsync(ProbeTarget target, CancellationToken cancellationToken)
        {
            IsConnected = true;
            await visit._session.WaitAsync(cancellationToken).ConfigureAwait(false);
            _hasSession = true;
        }

        public ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken cancellationToken) => visit.SubmitAsync(target, cancellationToken);

        public void Dispose()
        {
            if (_hasSession)
            {
                _hasSession = false;
                visit._session.Release();
            }
        }
    }

    // A person answers for the account.
    private sealed class Unguarded : ISubmission
    {
        public static readonly Unguarded Instance = new();

        public void Accepted()
        {
        }

        public void Rejected()
        {
        }

        public void NotSent()
        {
        }

        public void Dispose()
        {
        }
    }
}
