namespace NetDashboard.Lab.Devices;

/// <summary>Protocols a simulated fleet answers on.</summary>
[Flags]
public enum FleetProtocols
{
    /// <summary>Neither; not a valid choice for a fleet.</summary>
    None = 0,

    /// <summary>SSH.</summary>
    Ssh = 1,

    /// <summary>Telnet.</summary>
    Telnet = 2,

    /// <summary>Both, the default.</summary>
    All = Ssh | Telnet,
}

/// <summary>Ways a simulated SSH device lets a user in; at least one.</summary>
[Flags]
public enum SshLoginMethods
{
    /// <summary>None; not a valid choice for a fleet.</summary>
    None = 0,

    /// <summary>The <c>password</c> method (RFC 4252, section 8).</summary>
    Password = 1,

    /// <summary>The <c>keyboard-interactive</c> method (RFC 4256), one hidden question.</summary>
    KeyboardInteractive = 2,

    /// <summary>Both, the default.</summary>
    All = Password | KeyboardInteractive,
}
