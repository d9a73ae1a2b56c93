namespace NetDashboard.Probing.Ssh;

/// <summary>
/// The seam to the SSH library: what the probe asks of a transport over a connected socket. Another library takes libssh's place by
/// implementing this. It takes down the device's messages in the session's transcript; what the shell says is its reader's to take down.
/// One call at a time; disposing is allowed at any moment.
/// </summary>
internal interface ISshTransport : IDisposable
{
    /// <summary>The device's words before its identification, or before authentication, or with its disconnect; for messages.</summary>
    string? DeviceWords { get; }

    /// <summary>What was negotiated; <see langword="null"/> before keys were exchanged.</summary>
    NegotiatedAlgorithms? Algorithms { get; }

    /// <summary>Exchanges identifications and keys.</summary>
    /// <param name="identified">Called when the server's identification has arrived.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ProbeException">No SSH, no common algorithm, or closed.</exception>
    Task<SshHostKey> HandshakeAsync(Action identified, CancellationToken cancellationToken);

    /// <summary>Whether the device has not closed the connection while nobody was reading.</summary>
    bool IsOpen();

    /// <summary>Asks which methods the server offers by trying "none" (RFC 4252, section 5.2).</summary>
    Task<SshAuthReply> AuthenticateNoneAsync(CancellationToken cancellationToken);

    /// <summary>Submits the password (RFC 4252, section 8).</summary>
    Task<SshAuthReply> AuthenticatePasswordAsync(string password, CancellationToken cancellationToken);

    /// <summary>Proves possession of the key (RFC 4252, section 7).</summary>
    Task<SshAuthReply> AuthenticatePublicKeyAsync(PrivateKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Answers one question whose answer is not echoed with the password (RFC 4256); a question that follows is a refusal.
    /// </summary>
    Task<SshAuthReply> AuthenticateKeyboardInteractiveAsync(string password, CancellationToken cancellationToken);

    /// <summary>Opens a session channel with a terminal and a shell.</summary>
    /// <exception cref="ProbeException">Refused or closed.</exception>
    Task<IByteStream> OpenShellAsync(CancellationToken cancellationToken);
}

/// <summary>A server's answer to an authentication request.</summary>
/// <param name="Outcome">What it said.</param>
/// <param name="Offered">Methods that can go on, after anything but success.</param>
/// <param name="Submitted">Whether the secret left this machine.</param>
/// <param name="Words">The device's own words, if any.</param>
internal sealed record SshAuthReply(SshAuthOutcome Outcome, SshAuthMethods Offered, bool Submitted, string? Words = null);

/// <summary>What a server said to an authentication request.</summary>
internal enum SshAuthOutcome
{
    Accepted,
    Refused,
    Partial,
}

/// <summary>Authentication methods we can use.</summary>
[Flags]
internal enum SshAuthMethods
{
    None = 0,
    Password = 1,
    PublicKey = 2,
    KeyboardInteractive = 4,
}
