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
    /// <param name="value">In clear.</param>
    /// <param name="reference">What stood for it, where that was a reference.</param>
    public Secret SecretOf(string value, string? reference = null)
    {
        if (!_secrets.TryGetValue(value, out var secret))
        {
            secret = new Secret(value);
            _secrets.Add(value, secret = reference is null ? secret : secret.From(reference));
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
    /// Adds an endpoint: to the device of its name or, without one, of its host; or as a device <c>host:port</c> of its own where that one has the
    /// protocol already on another port. The same protocol on the same host and port is an error.
    /// </summary>
    /// <param name="source">The file the endpoint stands in.</param>
    /// <param name="entry">The entry it comes from.</param>
    /// <param name="host">The host it is reached at.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="port">Its port, the protocol's own where the file gives none.</param>
    public void Add(SourceContext source, DeviceEntry entry, HostName host, Endpoint endpoint, int port)
    {
        var origin = new Origin(source.FileName, entry.Place);
        if (!_taken.TryAdd($"{host.Key} {port} {endpoint.Protocol}", origin))
        {
            var first = _taken[$"{host.Key} {port} {endpoint.Protocol}"];
            source.Error(
                FindingCode.DuplicateDevice,
                entry.Place,
                $"The host {Shown.Here}has a second entry for {endpoint.Protocol} on port {port}; the first is at {first}. Remove one of the two.",
                entry.QuotedHost);
            return;
        }

        var member = entry.Name is { } name ? FindNamed(source, entry, name, host, endpoint) : FindByHost(host, endpoint, port);
        if (member is null)
        {
            return;
        }

        if (member.LastSource != source.Number)
        {
            member.LastSource = source.Number;
            source.Devices++;
        }

        source.Endpoints++;
        member.Order = Math.Min(member.Order, source.Number);
        member.Site ??= entry.Site;
        foreach (var tag in entry.Tags)
        {
            if (!member.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
            {
                member.Tags.Add(tag);
            }
        }

        member.Endpoints.Add(endpoint);
        member.Origin ??= origin;
    }

    /// <summary>The inventory of everything added.</summary>
    public DeviceInventory Build()
    {
        var devices = ImmutableArray.CreateBuilder<Device>(_members.Count);
        var isOrdered = true;
        for (var i = 1; i < _members.Count && isOrdered; i++)
        {
            isOrdered = _members[i - 1].Order <= _members[i].Order;
        }

        // Files that are read together are read last, but their devices stand where the files do.
        foreach (var member in isOrdered ? _members : [.. _members.OrderBy(member => member.Order)])
        {
            devices.Add(new Device(member.Name, member.Host, [.. member.Endpoints]) { Site = member.Site, Tags = [.. member.Tags] });
        }

        var credentials = new Dictionary<string, Credential>(_credentials.Count, StringComparer.Ordinal);
        foreach (var (credential, id) in _credentials)
        {
            credentials.Add(id, credential);
        }

        return new DeviceInventory(devices.MoveToImmutable(), credentials.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private Member? FindNamed(SourceContext source, DeviceEntry entry, string name, HostName host, Endpoint endpoint)
    {
        var key = name.ToLowerInvariant();
        if (_byName.TryGetValue(key, out var member))
        {
            if (string.Equals(member.HostKey, host.Key, StringComparison.Ordinal) && !member.Has(endpoint.Protocol))
            {
                return member;
            }

            source.Error(
                FindingCode.DuplicateDevice,
                entry.Place,
                $"A second device has this name; the first is at {member.Origin}. Give every device a name of its own.",
                key: "name");
            return null;
        }

        // An entry without a name, for example of a Telnet file, is the same device when the host is.
        if (_byName.TryGetValue(host.Key, out member) && !member.IsNamed && !member.Has(endpoint.Protocol))
        {
            member.Name = name;
            member.IsNamed = true;
            _byName.Add(key, member);
            return member;
        }

        member = AddMember(key, name, host);
        member.IsNamed = true;
        _byName.TryAdd(host.Key, member);
        return member;
    }

    private Member FindByHost(HostName host, Endpoint endpoint, int port)
    {
        if (!_byName.TryGetValue(host.Key, out var member))
        {
            return AddMember(host.Key, host.Text, host);
        }

        if (member.Has(endpoint.Protocol) || !string.Equals(member.HostKey, host.Key, StringComparison.Ordinal))
        {
            // Brackets, because an IPv6 address followed by a port can read as another address.
            var suffix = $":{port}";
            var key = (host.IsIPv6 ? $"[{host.Key}]" : host.Key) + suffix;
            while (_byName.TryGetValue(key, out member) && (member.Has(endpoint.Protocol) || member.HostKey != host.Key))
            {
                // Somebody has named another device so.
                suffix += "+";
                key += "+";
            }

            member ??= AddMember(key, (host.IsIPv6 ? $"[{host.Text}]" : host.Text) + suffix, host);
        }

        return member;
    }

    private Member AddMember(string key, string name, HostName host)
    {
        var member = new Member(name, host);
        _members.Add(member);
        _byName.Add(key, member);
        return member;
    }

    private sealed record Origin(string File, Place Place)
    {
        public override string ToString() => $"{File}:{Place.Line}:{Place.Column}";
    }

    private sealed class Member(string name, HostName host)
    {
        public string Name { get; set; } = name;

        public bool IsNamed { get; set; }

        public string Host => host.Text;

        public string HostKey => host.Key;

        public string? Site { get; set; }

        public List<string> Tags { get; } = [];

        public Origin? Origin { get; set; }

        public int Order { get; set; } = int.MaxValue;

        public int LastSource { get; set; } = -1;

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
