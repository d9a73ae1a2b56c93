namespace NetDashboard.Probing;

/// <summary>Why a login was not proven. Each value asks the operator for a different action.</summary>
public enum ProbeFailure
{
    /// <summary>Nothing failed.</summary>
    None,

    /// <summary>The host name has no address.</summary>
    NameNotResolved,

    /// <summary>No route to the address.</summary>
    NetworkUnreachable,

    /// <summary>The device did not answer the TCP connect in time.</summary>
    ConnectTimeout,

    /// <summary>The device answered that nothing listens on the port.</summary>
    ConnectionRefused,

    /// <summary>This machine ran out of something (descriptors, ports); the device is not to blame.</summary>
    LocalResource,

    /// <summary>The device closed the connection before the login was complete.</summary>
    ConnectionClosed,

    /// <summary>Connected, but the device did not get through its SSH handshake in time.</summary>
    BannerTimeout,

    /// <summary>The device sent something that its protocol does not allow.</summary>
    ProtocolError,

    /// <summary>Both sides support SSH but share no algorithm of some kind.</summary>
    NoCommonAlgorithm,

    /// <summary>Strict checking is on and the host key is in no known_hosts file.</summary>
    HostKeyUnknown,

    /// <summary>The host key differs from the one on file.</summary>
    HostKeyChanged,

    /// <summary>The device refused the credential.</summary>
    AuthenticationFailed,

    /// <summary>Telnet: no question for a user name or password was recognised.</summary>
    NoLoginPrompt,

    /// <summary>Telnet: the device allows no login because its line has no password.</summary>
    NoPasswordSet,

    /// <summary>Not tried, to protect the account from being locked.</summary>
    AccountHeld,

    /// <summary>The device stopped answering after the credential was submitted; no prompt was seen.</summary>
    PromptTimeout,

    /// <summary>Logged in, but the privileged level was refused.</summary>
    EnableFailed,

    /// <summary>The device sent more than a login may take.</summary>
    OutputLimit,

    /// <summary>The address is outside the networks this installation may connect to.</summary>
    TargetNotAllowed,

    /// <summary>An operator stopped the scan.</summary>
    Cancelled,

    /// <summary>A defect in NetDashboard; the log says more.</summary>
    InternalError,
}
