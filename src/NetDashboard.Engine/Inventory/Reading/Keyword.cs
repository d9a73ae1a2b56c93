namespace NetDashboard.Inventory.Reading;

/// <summary>What a key means, whatever its format calls it. At most 63, for <see cref="DeviceEntry"/> counts them in bits.</summary>
internal enum Keyword
{
    /// <summary>Known, without effect here.</summary>
    NoEffect,

    Host,
    Port,
    Transport,
    Platform,

    /// <summary>Platform and transport in one word, as Netmiko has it.</summary>
    DeviceType,

    UserName,
    Password,
    EnableSecret,
    KeyFile,

    /// <summary>Whether the private key is used.</summary>
    UsesKeyFile,

    Passphrase,
    StrictKey,
    KnownHosts,

    /// <summary>Whether the account's own known_hosts file is used.</summary>
    OwnKnownHosts,

    /// <summary>Options as on the command line of ssh.</summary>
    SshArguments,

    SshCommonArguments,
    SshExtraArguments,

    Bypass,
    LoginPattern,
    PasswordPattern,
    PromptPattern,
    ReturnChar,
    ConnectTime,
    TransportTime,
    OperationTime,
    TransportOptions,
    Level,

    /// <summary>Whether the privileged level is wanted.</summary>
    Become,

    Profile,
    Name,
    Site,
    Tags,
    Protocols,
    CredentialName,
    HostKey,

    /// <summary>Groups the entry belongs to; the format reads them.</summary>
    Groups,

    /// <summary>A map the format reads by itself.</summary>
    Section,
}
