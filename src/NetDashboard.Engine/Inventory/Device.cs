using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>One device of an inventory, with an endpoint for each protocol it is reached by.</summary>
/// <param name="Name">Unique within the inventory; the host where the file gives no name of its own.</param>
/// <param name="Host">Host name or address to connect to.</param>
/// <param name="Endpoints">At least one, at most one per protocol, in the order of the files.</param>
public sealed record Device(string Name, string Host, ImmutableArray<Endpoint> Endpoints)
{
    /// <summary>Where the device stands, in the words of the file; <see langword="null"/> when it says nothing.</summary>
    public string? Site { get; init; }

    /// <summary>Words to choose devices by, in the order of the files, each once; empty by default.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}

/// <summary>One way to reach a device: device and protocol. Plain data without secrets, fit to cross a wire.</summary>
public sealed record Endpoint
{
    /// <summary>Protocol in lower case, the name a probe goes by: <c>ssh</c>, <c>telnet</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>TCP port, 1 to 65535; <see langword="null"/> for the protocol's own.</summary>
    public int? Port { get; init; }

    /// <summary>Platform name as in <see cref="Platforms.PlatformCatalog"/>; <see langword="null"/> for generic.</summary>
    public string? Platform { get; init; }

    /// <summary>Key into <see cref="DeviceInventory.Credentials"/>.</summary>
    public required string CredentialId { get; init; }

    /// <summary>Time limits of this endpoint.</summary>
    public EndpointTimeouts Timeouts { get; init; } = EndpointTimeouts.Default;

    /// <summary>Replaces the platform's prompt patterns when set (<c>comms_prompt_pattern</c>); validated when read.</summary>
    public string? PromptPattern { get; init; }

    /// <summary>What ends a line sent to the device (<c>comms_return_char</c>); default line feed.</summary>
    public string ReturnChar { get; init; } = "\n";

    /// <summary>Whether to go from the exec to the privileged level where the platform has both; default yes.</summary>
    public bool WantsPrivilegedLevel { get; init; } = true;

    /// <summary>Log-in without user name and password: wait for the prompt at once (<c>auth_bypass</c>, Telnet only).</summary>
    public bool SkipsLogin { get; init; }

    /// <summary>Replaces the pattern of the Telnet login question when set (<c>auth_telnet_login_pattern</c>).</summary>
    public string? LoginPattern { get; init; }

    /// <summary>Replaces the pattern of the password question when set (<c>auth_password_pattern</c>).</summary>
    public string? PasswordPattern { get; init; }

    /// <summary>SSH: what a host key must satisfy before any credential is sent.</summary>
    public HostKeyPolicy HostKeyPolicy { get; init; } = HostKeyPolicy.Off;

    /// <summary>SSH: absolute path of the known_hosts file; <see langword="null"/> for none.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>SSH: algorithm profile, <c>modern</c> or <c>legacy</c>.</summary>
    public string CryptoProfile { get; init; } = "modern";

    /// <summary>SSH: algorithm lists that replace the profile's; <see langword="null"/> for the profile alone.</summary>
    public AlgorithmLists? Algorithms { get; init; }
}

/// <summary>Time limits of an endpoint. Their sum is the absolute deadline of a probe.</summary>
/// <param name="Connect">Name lookup and TCP connect (<c>timeout_socket</c>); default 15 s.</param>
/// <param name="Transport">Banner, key exchange and authentication together (<c>timeout_transport</c>); default 30 s.</param>
/// <param name="Operation">Shell, prompt, enable and session commands together (<c>timeout_ops</c>); default 30 s.</param>
public sealed record EndpointTimeouts(TimeSpan Connect, TimeSpan Transport, TimeSpan Operation)
{
    /// <summary>scrapli's defaults: 15, 30 and 30 seconds.</summary>
    public static EndpointTimeouts Default { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));

    /// <summary>The absolute deadline of one probe.</summary>
    public TimeSpan Total => Connect + Transport + Operation;
}

/// <summary>SSH algorithm names in order of preference (<c>transport_options.asyncssh</c>); an empty list keeps the profile's.</summary>
/// <param name="KeyExchange">Key exchange methods.</param>
/// <param name="Ciphers">Encryption algorithms.</param>
/// <param name="Macs">Message authentication codes.</param>
/// <param name="HostKeys">Host key algorithms.</param>
public sealed record AlgorithmLists(
    ImmutableArray<string> KeyExchange, ImmutableArray<string> Ciphers, ImmutableArray<string> Macs, ImmutableArray<string> HostKeys);

/// <summary>How an SSH host key is judged, always before any credential is sent.</summary>
public enum HostKeyPolicy
{
    /// <summary>Any key is accepted.</summary>
    Off,

    /// <summary>The first key that is seen is trusted and remembered, another one refused until a person accepts it; known_hosts files are not asked.</summary>
    TrustOnFirstUse,

    /// <summary>A key that contradicts the known_hosts file is refused; a host the file does not know is accepted.</summary>
    KnownHosts,

    /// <summary>Only a key that the known_hosts file holds for the host is accepted.</summary>
    Strict,
}
