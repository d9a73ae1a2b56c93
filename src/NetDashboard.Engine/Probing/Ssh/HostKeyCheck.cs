using NetDashboard.Inventory;

namespace NetDashboard.Probing.Ssh;

/// <summary>Judges a host key by an endpoint's policy, before any credential is sent.</summary>
internal sealed class HostKeyCheck
{
    private readonly ProbeTarget _target;
    private readonly int _port;
    private readonly KnownHostKeys? _known;

    /// <exception cref="ProbeException">The policy needs a known_hosts file that cannot be read.</exception>
    public HostKeyCheck(ProbeTarget target, int port)
    {
        _target = target;
        _port = port;
        _known = target.Endpoint is { HostKeyPolicy: not HostKeyPolicy.Off, KnownHostsFile: { } file } ? KnownHostKeys.Load(file) : null;
    }

    /// <summary>Key types on file for the device; empty when none or not asked for.</summary>
    public IReadOnlyCollection<string> KnownTypes => _known?.TypesFor(_target.Device.Host, _port) ?? [];

    /// <exception cref="ProbeException">The key is refused.</exception>
    public void Decide(SshHostKey key)
    {
        var policy = _target.Endpoint.HostKeyPolicy;
        if (policy is HostKeyPolicy.Off)
        {
            return;
        }

        switch (_known?.Judge(_target.Device.Host, _port, key) ?? KnownHostKeys.Judgement.Unknown)
        {
            case KnownHostKeys.Judgement.Revoked:
                throw new ProbeException(
                    ProbeFailure.HostKeyChanged,
                    $"The host key {key.Type} {key.Fingerprint} is marked as revoked in {_target.Endpoint.KnownHostsFile}. No credential was sent.");

            case KnownHostKeys.Judgement.Changed:
                throw new ProbeException(
                    ProbeFailure.HostKeyChanged,
                    $"The host key is {key.Type} {key.Fingerprint}, but {_target.Endpoint.KnownHostsFile} holds another. The device was replaced, or someone is in between. No credential was sent.");

            case KnownHostKeys.Judgement.Unknown when policy is HostKeyPolicy.Strict:
                throw new ProbeException(
                    ProbeFailure.HostKeyUnknown,
                    $"Strict checking is on and the host key {key.Type} {key.Fingerprint} is {(_known is null ? "not on file, because no known_hosts file is given" : $"not in {_target.Endpoint.KnownHostsFile}")}. No credential was sent.");
        }
    }
}
