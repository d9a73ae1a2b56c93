namespace NetDashboard.Inventory.Reading;

/// <summary>How a format differs from the others in the words and the defaults of its entries.</summary>
internal sealed record FormatWords
{
    /// <summary>The transport of a name, or <see langword="null"/>.</summary>
    public required Func<string, LoginTransport?> Transport { get; init; }

    /// <summary>All names of transports, for messages.</summary>
    public required string TransportNames { get; init; }

    /// <summary>Whether a transport that is not known is an error; otherwise SSH is tried and that is said.</summary>
    public bool IsTransportStrict { get; init; } = true;

    /// <summary>The platform of a name, or <see langword="null"/>.</summary>
    public Func<string, string?> Platform { get; init; } = PlatformNames.OfAnyTool;

    /// <summary>Whether a platform that is not known is an error; otherwise any usual prompt is taken and that is said.</summary>
    public bool IsPlatformStrict { get; init; }

    /// <summary>What the host is called, for messages.</summary>
    public string HostKey { get; init; } = "host";

    /// <summary>What decides whether host keys are checked strictly, for messages.</summary>
    public required string StrictKeyKey { get; init; }

    /// <summary>What names the known_hosts file, for messages.</summary>
    public required string KnownHostsKey { get; init; }

    /// <summary>Whether host keys are checked strictly where the file does not say.</summary>
    public bool IsKeyStrict { get; init; }

    /// <summary>Whether the account's own known_hosts file holds where the file names none.</summary>
    public bool UsesOwnKnownHosts { get; init; }

    /// <summary>Whether a private key is used where the file names one and does not say more.</summary>
    public bool UsesKeyFile { get; init; } = true;

    /// <summary>Whether values with <c>{{</c> are templates, which cannot be resolved.</summary>
    public bool HasTemplates { get; init; }
}
