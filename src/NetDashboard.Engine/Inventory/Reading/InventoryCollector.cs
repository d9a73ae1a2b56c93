using System.Collections.Frozen;
using System.Collections.Immutable;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Makes one inventory of the endpoints of all files: one device per host, one endpoint per protocol, one id per credential.</summary>
internal sealed class InventoryCollector
{
    private readonly List<Member> _members = [];
    private readonly Dictionary<string, Member> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Origin> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Secret> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<Credential, string> _credentials = [];

    /// <summary>All secrets so far, in clear: what no finding may quote.</summary>
    public IReadOnlyCollection<string> Secrets => _secrets.Keys;

    /// <summary>The secret of that value, the same one for equal values.</summary>
    public Secret SecretOf(string value)
    {
        if (!_secrets.TryGetValue(value, out var secret))
        {
            _secrets.Add(value, secret = new Secret(value));
        }

        return secret;
    }

    /// <summary>The id that endpoints refer to a credential by; it says nothing about the secret.</summary>
    public string IdOf(Credential credential)
    {
        if (!_credentials.TryGetValue(credential, out var id))
        {
            _credentials.Add(credential, id = $"c{_credentials.Count + 1}");
        }

        return id;
    }

    /// <summary>
    /// Adds an endpoint: to the device of its host, or as a device <c>host:port</c> of its own where that one has the protocol already on
    /// another port. The same protocol on the same port is an error.
    /// </summary>
    /// <param name="source">The file the endpoint stands in.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="host">The host it is reached at.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="port">Its port, the protocol's own where the file gives none.</param>
    public void Add(SourceContext source, Place place, HostName host, Endpoint endpoint, int port)
    {
        var origin = new Origin(source.FileName, place);
        if (!_taken.TryAdd($"{host.Key} {port} {endpoint.Protocol}", origin))
        {
            var first = _taken[$"{host.Key} {port} {endpoint.Protocol}"];
            source.Error(
                place,
                $"The host {Shown.Here}has a second entry for {endpoint.Protocol} on port {port}; the first is at {first.File}:{first.Place.Line}:{first.Place.Column}. Remove one of the two.",
                host.Text);
            return;
        }

        if (!_byName.TryGetValue(host.Key, out var member))
        {
            member = AddMember(host.Key, host.Text, host.Text);
        }
        else if (member.Has(endpoint.Protocol))
        {
            // Brackets, because an IPv6 address followed by a port can read as another address.
            var suffix = $":{port}";
            var key = (host.IsIPv6 ? $"[{host.Key}]" : host.Key) + suffix;
            if (!_byName.TryGetValue(key, out member))
            {
                member = AddMember(key, (host.IsIPv6 ? $"[{host.Text}]" : host.Text) + suffix, host.Text);
            }
        }

        member.Endpoints.Add(endpoint);
    }

    /// <summary>The inventory of everything added.</summary>
    public DeviceInventory Build()
    {
        var devices = ImmutableArray.CreateBuilder<Device>(_members.Count);
        foreach (var member in _members)
        {
            devices.Add(new Device(member.Name, member.Host, [.. member.Endpoints]));
        }

        var credentials = new Dictionary<string, Credential>(_credentials.Count, StringComparer.Ordinal);
        foreach (var (credential, id) in _credentials)
        {
            credentials.Add(id, credential);
        }

        return new DeviceInventory(devices.MoveToImmutable(), credentials.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private Member AddMember(string key, string name, string host)
    {
        var member = new Member(name, host);
        _members.Add(member);
        _byName.Add(key, member);
        return member;
    }

    private sealed record Origin(string File, Place Place);

    private sealed class Member(string name, string host)
    {
        public string Name => name;

        public string Host => host;

        public List<Endpoint> Endpoints { get; } = new(2);

        public bool Has(string protocol)
        {
            foreach (var endpoint in Endpoints)
            {
                if (string.Equals(endpoint.Protocol, protocol, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
