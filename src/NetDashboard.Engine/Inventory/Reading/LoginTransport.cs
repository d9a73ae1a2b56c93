namespace NetDashboard.Inventory.Reading;

/// <summary>What a transport of any tool comes down to.</summary>
/// <param name="Protocol">The protocol a probe goes by.</param>
/// <param name="DefaultPort">Its port where the file gives none.</param>
internal sealed record LoginTransport(string Protocol, int DefaultPort)
{
    /// <summary>SSH.</summary>
    public static LoginTransport Ssh { get; } = new("ssh", 22);

    /// <summary>Telnet.</summary>
    public static LoginTransport Telnet { get; } = new("telnet", 23);

    /// <summary>The transport of that protocol, or <see langword="null"/>.</summary>
    public static LoginTransport? OfProtocol(string protocol) => protocol switch
    {
        "ssh" => Ssh,
        "telnet" => Telnet,
        _ => null,
    };
}
