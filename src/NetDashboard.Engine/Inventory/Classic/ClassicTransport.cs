namespace NetDashboard.Inventory.Classic;

/// <summary>What scrapli's transport names mean here.</summary>
/// <param name="Protocol">The protocol a probe goes by.</param>
/// <param name="DefaultPort">Its port where the file gives none.</param>
internal sealed record ClassicTransport(string Protocol, int DefaultPort)
{
    /// <summary>All names, for messages.</summary>
    public const string Names = "system, ssh2, paramiko, asyncssh (SSH), telnet, asynctelnet (Telnet)";

    private static readonly ClassicTransport s_telnet = new("telnet", 23);

    /// <summary>What <c>system</c> means, the transport of an entry that names none.</summary>
    public static ClassicTransport Ssh { get; } = new("ssh", 22);

    /// <summary>Whether the transport is an SSH one.</summary>
    public bool IsSsh => ReferenceEquals(this, Ssh);

    /// <summary>The transport of that exact name, or <see langword="null"/>.</summary>
    public static ClassicTransport? Find(string name) => name switch
    {
        "system" or "ssh2" or "paramiko" or "asyncssh" => Ssh,
        "telnet" or "asynctelnet" => s_telnet,
        _ => null,
    };
}
