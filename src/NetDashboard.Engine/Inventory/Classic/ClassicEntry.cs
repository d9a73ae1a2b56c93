using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Classic;

/// <summary>One entry of a classic list while it is read, with scrapli's defaults for what it does not say.</summary>
internal sealed class ClassicEntry(Place place)
{
    public HostName? Host { get; set; }

    public bool NamesHost { get; set; }

    public ClassicTransport Transport { get; set; } = ClassicTransport.Ssh;

    public int? Port { get; set; }

    public string? Platform { get; set; }

    public string UserName { get; set; } = string.Empty;

    public Secret? Password { get; set; }

    public Secret? EnableSecret { get; set; }

    public string? PrivateKeyFile { get; set; }

    public Secret? PrivateKeyPassphrase { get; set; }

    public bool IsKeyStrict { get; set; } = true;

    /// <summary>Where <c>auth_strict_key</c> stands; <see langword="null"/> when it holds by default.</summary>
    public Place? StrictKeyPlace { get; set; }

    public string? KnownHostsFile { get; set; }

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

    /// <summary>Says what only the whole entry shows, and adds its endpoint to the inventory.</summary>
    public void Close(SourceContext source, InventoryCollector inventory)
    {
        if (!NamesHost)
        {
            source.Error(place, "This entry has no 'host': the name or the address to connect to.");
        }

        if (Host is not { } host)
        {
            return;
        }

        if (Transport.IsSsh && IsKeyStrict && KnownHostsFile is null)
        {
            source.WarnOnce(
                "strict host keys",
                StrictKeyPlace ?? place,
                "Host keys are checked strictly (auth_strict_key is true, which is the default), but there is no 'ssh_known_hosts_file': every SSH login here "
                    + "will end as HostKeyUnknown before a password is sent. Name the file, or write 'auth_strict_key: false' to accept any key.");
        }

        if (Transport.IsSsh && SkipsLogin)
        {
            source.WarnOnce("auth_bypass over SSH", SkipsLoginPlace, "'auth_bypass' has no effect over SSH, which always logs in.");
        }

        var credential = new Credential(UserName, Password, EnableSecret, PrivateKeyFile, PrivateKeyPassphrase);
        inventory.Add(source, place, host, ToEndpoint(inventory.IdOf(credential)), Port ?? Transport.DefaultPort);
    }

    private Endpoint ToEndpoint(string credentialId) => new()
    {
        Protocol = Transport.Protocol,
        Port = Port,
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
        HostKeyPolicy = IsKeyStrict ? HostKeyPolicy.Strict : KnownHostsFile is null ? HostKeyPolicy.Off : HostKeyPolicy.KnownHosts,
        KnownHostsFile = KnownHostsFile,
        CryptoProfile = CryptoProfile,
        Algorithms = Algorithms,
    };
}
