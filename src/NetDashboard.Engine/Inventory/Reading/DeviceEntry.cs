using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>One way, or a few, to reach one device, while its keys are read.</summary>
internal sealed class DeviceEntry(Place place, FormatWords words)
{
    private ulong _set;

    /// <summary>Where the entry begins.</summary>
    public Place Place { get; } = place;

    public HostName? Host { get; set; }

    /// <summary>What a finding may quote for the host.</summary>
    public string QuotedHost { get; set; } = string.Empty;

    /// <summary>Whether the file names a host, be it a wrong one.</summary>
    public bool NamesHost { get; set; }

    public string? Name { get; set; }

    public string? Site { get; set; }

    public List<string> Tags { get; } = [];

    public LoginTransport? Transport { get; set; }

    public Place TransportPlace { get; set; } = place;

    /// <summary>Protocols of the entry; empty for that of its transport.</summary>
    public List<LoginTransport> Protocols { get; } = [];

    public int? Port { get; set; }

    public Place PortPlace { get; set; }

    public string? Platform { get; set; }

    public string UserName { get; set; } = string.Empty;

    public string? UserNameQuestion { get; set; }

    public Secret? Password { get; set; }

    public Secret? EnableSecret { get; set; }

    public string? PrivateKeyFile { get; set; }

    public Place PrivateKeyPlace { get; set; }

    public bool UsesKeyFile { get; set; } = words.UsesKeyFile;

    public Secret? PrivateKeyPassphrase { get; set; }

    /// <summary>A credential kept by the product; what it sets takes the place of what the file says.</summary>
    public Credential? Kept { get; set; }

    public bool IsKeyStrict { get; set; } = words.IsKeyStrict;

    /// <summary>Where it stands that keys are checked strictly; <see langword="null"/> when that holds by default.</summary>
    public Place? StrictKeyPlace { get; set; }

    public string? KnownHostsFile { get; set; }

    public bool UsesOwnKnownHosts { get; set; } = words.UsesOwnKnownHosts;

    /// <summary>The host key policy by our own key; <see langword="null"/> when the tool's keys decide.</summary>
    public HostKeyPolicy? HostKey { get; set; }

    public bool SkipsLogin { get; set; }

    public Place SkipsLoginPlace { get; set; }

    public string? LoginPattern { get; set; }

    public string? PasswordPattern { get; set; }

    public string? PromptPattern { get; set; }

    public string ReturnChar { get; set; } = "\n";

    public TimeSpan Connect { get; set; } = EndpointTimeouts.Default.Connect;

    public TimeSpan TransportTime { get; set; } = EndpointTimeouts.Default.Transport;

    public TimeSpan Operation { get; set; } = EndpointTimeouts.Default.Operation;

    public bool WantsPrivilegedLevel { get; set; } = true;

    public string CryptoProfile { get; set; } = "modern";

    public AlgorithmLists? Algorithms { get; set; }

    /// <summary>Marks a meaning as given. The first to give it wins, so the nearest is read first.</summary>
    /// <returns>Whether it was not given before.</returns>
    public bool TrySet(Keyword keyword)
    {
        var bit = 1UL << (int)keyword;
        var isNew = (_set & bit) == 0;
        _set |= bit;
        return isNew;
    }

    /// <summary>What the login is made with.</summary>
    public Credential ToCredential()
    {
        var own = new Credential(UserName, Password, EnableSecret, UsesKeyFile ? PrivateKeyFile : null, UsesKeyFile ? PrivateKeyPassphrase : null)
        {
            UserNameQuestion = UserNameQuestion,
        };
        if (Kept is null)
        {
            return own;
        }

        var namesUser = Kept.UserName.Length > 0 || Kept.UserNameQuestion is not null;
        return own with
        {
            UserName = namesUser ? Kept.UserName : own.UserName,
            UserNameQuestion = namesUser ? Kept.UserNameQuestion : own.UserNameQuestion,
            Password = Kept.Password ?? own.Password,
            EnableSecret = Kept.EnableSecret ?? own.EnableSecret,
            PrivateKeyFile = Kept.PrivateKeyFile ?? own.PrivateKeyFile,
            PrivateKeyPassphrase = Kept.PrivateKeyPassphrase ?? own.PrivateKeyPassphrase,
            KeptAs = Kept.KeptAs,
        };
    }

    /// <summary>The endpoint of one of its protocols.</summary>
    public Endpoint ToEndpoint(LoginTransport transport, int? port, string credentialId) => new()
    {
        Protocol = transport.Protocol,
        Port = port,
        Platform = Platform,
        CredentialId = credentialId,
        Timeouts = Connect == EndpointTimeouts.Default.Connect && TransportTime == EndpointTimeouts.Default.Transport && Operation == EndpointTimeouts.Default.Operation
            ? EndpointTimeouts.Default
            : new EndpointTimeouts(Connect, TransportTime, Operation),
        PromptPattern = PromptPattern,
        ReturnChar = ReturnChar,
        WantsPrivilegedLevel = WantsPrivilegedLevel,
        SkipsLogin = SkipsLogin,
        LoginPattern = LoginPattern,
        PasswordPattern = PasswordPattern,
        HostKeyPolicy = Policy,
        KnownHostsFile = Policy is HostKeyPolicy.Off or HostKeyPolicy.TrustOnFirstUse ? null : KnownHosts,
        CryptoProfile = CryptoProfile,
        Algorithms = Algorithms,
    };

    /// <summary>How the host key is judged.</summary>
    public HostKeyPolicy Policy => HostKey ?? (IsKeyStrict ? HostKeyPolicy.Strict : KnownHosts is null ? HostKeyPolicy.Off : HostKeyPolicy.KnownHosts);

    /// <summary>The known_hosts file; <see langword="null"/> for none.</summary>
    public string? KnownHosts => KnownHostsFile ?? (UsesOwnKnownHosts ? SourceContext.OwnKnownHosts : null);
}
