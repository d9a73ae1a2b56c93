namespace NetDashboard.Inventory.Reading;

/// <summary>Says what only a whole entry shows, and adds its endpoints to the inventory.</summary>
internal sealed class EntryCloser(FormatWords words, SourceContext source, InventoryCollector inventory)
{
    /// <summary>Closes an entry.</summary>
    public void Close(DeviceEntry entry)
    {
        if (!entry.NamesHost)
        {
            source.Error(
                FindingCode.MissingHost, entry.Place, $"This entry has no '{words.HostKey}': the name or the address to connect to.", key: words.HostKey);
        }

        if (entry.Host is not { } host)
        {
            return;
        }

        var main = entry.Transport ?? LoginTransport.Ssh;
        if (entry.Protocols is { Count: > 0 } protocols)
        {
            // The port is that of the entry's transport; without a transport, that of its first protocol.
            main = entry.Transport is { } transport && protocols.Contains(transport) ? transport : protocols[0];
        }
        else
        {
            entry.Protocols.Add(main);
        }

        var credential = entry.ToCredential();
        if (entry.Kept is not null && (entry.Password ?? entry.EnableSecret ?? entry.PrivateKeyPassphrase) is not null)
        {
            source.WarnOnce(
                FindingCode.ValueWithoutEffect,
                "secrets beside a credential",
                entry.Place,
                "This entry names a kept credential and secrets of its own. What the credential holds is used.");
        }

        if (entry is { UsesKeyFile: false, PrivateKeyFile: not null })
        {
            source.WarnOnce(
                FindingCode.KeyWithoutEffect, "private key not used", entry.PrivateKeyPlace, "This key file has no effect without 'use_keys: true'.");
        }

        var id = inventory.IdOf(credential);
        foreach (var transport in entry.Protocols)
        {
            var port = ReferenceEquals(transport, main) ? entry.Port : null;
            Remark(entry, transport, port);
            inventory.Add(source, entry, host, entry.ToEndpoint(transport, port, id), port ?? transport.DefaultPort);
        }
    }

    private void Remark(DeviceEntry entry, LoginTransport transport, int? port)
    {
        var isSsh = ReferenceEquals(transport, LoginTransport.Ssh);
        if (isSsh)
        {
            RemarkOnHostKeys(entry);
        }
        else if (!entry.SkipsLogin)
        {
            source.WarnOnce(
                FindingCode.TelnetClearText,
                FindingCode.TelnetClearText,
                entry.TransportPlace,
                "Telnet sends user name and password over the network in clear text. Use SSH where the device can.");
        }

        if (isSsh && entry.SkipsLogin)
        {
            source.WarnOnce(
                FindingCode.ValueWithoutEffect, "auth_bypass over SSH", entry.SkipsLoginPlace, "'auth_bypass' has no effect over SSH, which always logs in.", key: "auth_bypass");
        }

        if (port == (isSsh ? LoginTransport.Telnet : LoginTransport.Ssh).DefaultPort)
        {
            var (own, other) = isSsh ? ("SSH", "Telnet") : ("Telnet", "SSH");
            source.WarnOnce(
                FindingCode.PortMismatch,
                $"{FindingCode.PortMismatch} {transport.Protocol}",
                entry.PortPlace,
                $"Port {port} is the usual one of {other}, but the transport here is {own}. Set the one or the other right.",
                key: "port");
        }
    }

    private void RemarkOnHostKeys(DeviceEntry entry)
    {
        if (entry.Policy is HostKeyPolicy.Off or HostKeyPolicy.TrustOnFirstUse || (entry.Policy is HostKeyPolicy.KnownHosts && entry.HostKey is null))
        {
            return;
        }

        if (entry.KnownHosts is null)
        {
            var reason = entry.HostKey is not null ? "host_key says so" : $"{words.StrictKeyKey} is true, which is the default";
            source.WarnOnce(
                FindingCode.StrictHostKey,
                FindingCode.StrictHostKey,
                entry.StrictKeyPlace ?? entry.Place,
                entry.Policy is HostKeyPolicy.KnownHosts
                    ? $"Host keys are compared with known ones ({reason}), but there is no '{words.KnownHostsKey}', so that any key is accepted. Name the file."
                    : $"Host keys are checked strictly ({reason}), but there is no '{words.KnownHostsKey}': every SSH login here will end as HostKeyUnknown "
                        + $"before a password is sent. Name the file, or write '{words.StrictKeyKey}: false' to accept any key.",
                key: words.StrictKeyKey);
        }
        else if (entry.KnownHostsFile is null && entry.Policy is HostKeyPolicy.Strict && source.IsMissing(entry.KnownHosts))
        {
            source.WarnOnce(
                FindingCode.StrictHostKey,
                FindingCode.StrictHostKey,
                entry.StrictKeyPlace ?? entry.Place,
                $"Host keys are checked strictly, but this account has no known_hosts file: every SSH login here will end as HostKeyUnknown before a password is sent. "
                    + $"Make the file, or write '{words.StrictKeyKey}: false' to accept any key.",
                key: words.StrictKeyKey);
        }
    }
}
