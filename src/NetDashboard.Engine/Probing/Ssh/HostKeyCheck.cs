using NetDashboard.Inventory;

namespace NetDashboard.Probing.Ssh;

/// <summary>Judges a host key by an endpoint's policy, before any credential is sent.</summary>
internal sealed class HostKeyCheck
{
    private readonly ProbeSession _session;
    private readonly EndpointKey _name;
    private readonly KnownHostKeys? _known;

    /// <exception cref="ProbeException">The policy needs a known_hosts file that cannot be read.</exception>
    public HostKeyCheck(ProbeSession session)
    {
        _session = session;
        _name = new EndpointKey(session.Target.Device.Name, session.Target.Endpoint.Protocol);
        _known = session.Target.Endpoint is { HostKeyPolicy: HostKeyPolicy.KnownHosts or HostKeyPolicy.Strict, KnownHostsFile: { } file } ? KnownHostKeys.Load(file) : null;
    }

    /// <summary>Key types on file for the device; empty when none or not asked for.</summary>
    public IReadOnlyCollection<string> KnownTypes => Policy is HostKeyPolicy.TrustOnFirstUse
        ? _session.HostKeys?.Find(_name)?.Type is { } type ? [type] : []
        : _known?.TypesFor(_session.Target.Device.Host, _session.Port) ?? [];

    private HostKeyPolicy Policy => _session.Target.Endpoint.HostKeyPolicy;

    /// <exception cref="ProbeException">The key is refused.</exception>
    public void Decide(SshHostKey key)
    {
        switch (Policy)
        {
            case HostKeyPolicy.Off:
                return;

            case HostKeyPolicy.TrustOnFirstUse:
                CompareWithFirst(key);
                return;

            default:
                CompareWithFile(key);
                return;
        }
    }

    private void CompareWithFirst(SshHostKey key)
    {
        if (_session.HostKeys is not { } memory)
        {
            // To take every key for the first would be to check none, of which the inventory says nothing.
            throw new ProbeException(
                ProbeFailure.HostKeyUnknown,
                $"The inventory says 'host_key: first', but only the dashboard remembers host keys: whether {key.Type} {key.Fingerprint} is the first cannot be known here. No credential was sent.");
        }

        var trusted = memory.TrustFirst(_name, new TrustedHostKey(key.Fingerprint, key.Type, _session.Time.GetUtcNow()));
        if (trusted.Fingerprint != key.Fingerprint)
        {
            throw new ProbeException(
                ProbeFailure.HostKeyChanged,
                $"The host key is {key.Type} {key.Fingerprint}, but {trusted.Type} {trusted.Fingerprint} is trusted since {trusted.Since.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC. The device was replaced, or someone is in between. No credential was sent. The page 'Host keys' takes the decision.");
        }
    }

    private void CompareWithFile(SshHostKey key)
    {
        var file = _session.Target.Endpoint.KnownHostsFile;
        switch (_known?.Judge(_session.Target.Device.Host, _session.Port, key) ?? KnownHostKeys.Judgement.Unknown)
        {
            case KnownHostKeys.Judgement.Revoked:
                throw new ProbeException(
                    ProbeFailure.HostKeyChanged, $"The host key {key.Type} {key.Fingerprint} is marked as revoked in {file}. No credential was sent.");

            case KnownHostKeys.Judgement.Changed:
                throw new ProbeException(
                    ProbeFailure.HostKeyChanged,
                    $"The host key is {key.Type} {key.Fingerprint}, but {file} holds another. The device was replaced, or someone is in between. No credential was sent.");

            case KnownHostKeys.Judgement.Unknown when Policy is HostKeyPolicy.Strict:
                throw new ProbeException(
                    ProbeFailure.HostKeyUnknown,
                    $"Strict checking is on and the host key {key.Type} {key.Fingerprint} is {(_known is null ? "not on file, because no known_hosts file is given" : $"not in {file}")}. No credential was sent.");
        }
    }
}
