using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using static NetDashboard.Probing.Ssh.LibSsh;

namespace NetDashboard.Probing.Ssh;

/// <summary>
/// Owns one libssh session in non-blocking mode over a .NET socket, and its descriptors. All calls go through <see cref="Call"/>, which
/// keeps them apart from <see cref="Dispose"/>: a session that is being pumped is never freed.
/// </summary>
internal sealed unsafe class LibSshSession : IDisposable
{
    // libssh keeps descriptors in 16 bits in places.
    private const int MaxDescriptor = 65535;
    private const int NonBlocking = 0x800;
    private const int ColumnsWide = 511;
    private const int RowsHigh = 100;

    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private nint _session;
    private nint _channel;
    private int _duplicate = -1;
    private bool _adopted;
    private string? _negotiated;
    private string? _mismatch;
    private (string? Banner, string? Disconnect) _lastWords;

    /// <exception cref="ProbeException">This machine is out of descriptors or memory, or libssh refuses the settings.</exception>
    public LibSshSession(Socket socket, string userName, AlgorithmProfile algorithms)
    {
        _socket = socket;
        try
        {
            _session = ssh_new();
            if (_session == 0)
            {
                throw new ProbeException(ProbeFailure.LocalResource, "This machine has no memory for another SSH session.");
            }

            Configure(userName, algorithms);
            TakeDescriptor();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether libssh can work with a descriptor of that number.</summary>
    public static bool CanUse(int descriptor) => descriptor is >= 0 and <= MaxDescriptor;

    /// <summary>What a native step reports to the pump.</summary>
    internal delegate int NativeStep(nint session, nint channel);

    /// <summary>Runs one native call.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed meanwhile.</exception>
    public int Call(NativeStep step)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_session == 0, this);
            return step(_session, _channel);
        }
    }

    /// <summary>One step of the handshake. The first one hands our duplicate to libssh, which needs three things put right afterwards.</summary>
    public int Connect()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_session == 0, this);
            var answer = NegotiationListener.Connect(_session, ref _negotiated, ref _mismatch);
            if (!_adopted)
            {
                _adopted = true;

                // libssh has cleared O_NONBLOCK, which both descriptors share; .NET would then block a thread on its next receive.
                var descriptor = (int)_socket.Handle;
                var flags = fcntl(descriptor, DescriptorCommand.GetFlags, 0);
                _ = fcntl(descriptor, DescriptorCommand.SetFlags, flags | NonBlocking);

                // With its own option forgotten (the call reports -1, but does that), libssh owns the duplicate and closes it with the session.
                var none = -1;
                _ = ssh_options_set(_session, SshOption.Descriptor, &none);
            }

            if (answer == Ok)
            {
                Algorithms = NegotiationListener.Read(_negotiated, TextOf(ssh_get_serverbanner(_session)));
            }

            return answer;
        }
    }

    /// <summary>What was negotiated; <see langword="null"/> before keys were exchanged.</summary>
    public NegotiatedAlgorithms? Algorithms { get; private set; }

    /// <summary>Whether output waits for another call to be sent.</summary>
    public bool HasOutput => Call(static (session, _) => (int)(ssh_get_poll_flags(session) & PollFlags.WritePending)) != 0;

    /// <summary>Whether libssh has given the connection up; it goes on answering AGAIN to some calls then.</summary>
    public bool IsBroken => Call(static (session, _) => (int)(ssh_get_status(session) & (StatusFlags.Closed | StatusFlags.ClosedByError))) != 0;

    /// <summary>Whether the server's identification has arrived.</summary>
    public bool IsIdentified => Call(static (session, _) => ssh_get_serverbanner(session) != 0 ? 1 : 0) != 0;

    /// <summary>Why it came to nothing: that there was no algorithm in common, else libssh's latest error text.</summary>
    public string? ErrorText
    {
        get
        {
            lock (_gate)
            {
                return _mismatch ?? (_session == 0 ? null : TextOf(ssh_get_error(_session)));
            }
        }
    }

    /// <summary>The banner the device sent before authentication (RFC 4252, section 5.4); also after the end of the session.</summary>
    public string? IssueBanner
    {
        get
        {
            lock (_gate)
            {
                return _session == 0 ? _lastWords.Banner : ReadIssueBanner();
            }
        }
    }

    /// <summary>The device's parting words (RFC 4253, section 11.1); also after the end of the session.</summary>
    public string? DisconnectMessage
    {
        get
        {
            lock (_gate)
            {
                return _session == 0 ? _lastWords.Disconnect : SshErrors.DisconnectWords(TextOf(ssh_get_error(_session)));
            }
        }
    }

    /// <summary>The server's host key, once keys were exchanged; <see langword="null"/> before.</summary>
    public SshHostKey? ReadHostKey()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_session == 0, this);
            if (ssh_get_server_publickey(_session, out var key) != Ok)
            {
                return null;
            }

            try
            {
                if (ssh_pki_export_pubkey_base64(key, out var base64) != Ok)
                {
                    return null;
                }

                var text = TextOf(base64);
                ssh_string_free_char(base64);
                return text is null ? null : new SshHostKey(TextOf(ssh_key_type_to_char(ssh_key_type(key))) ?? "unknown", text);
            }
            finally
            {
                ssh_key_free(key);
            }
        }
    }

    /// <summary>Makes the channel that the shell will run in.</summary>
    /// <exception cref="ProbeException">No memory.</exception>
    public void CreateChannel()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_session == 0, this);
            _channel = ssh_channel_new(_session);
            if (_channel == 0)
            {
                throw new ProbeException(ProbeFailure.LocalResource, "This machine has no memory for another SSH channel.");
            }
        }
    }

    /// <summary>Asks for a terminal, wide enough that no line wraps.</summary>
    public static int RequestTerminal(nint session, nint channel)
    {
        fixed (byte* name = "xterm"u8)
        {
            return ssh_channel_request_pty_size(channel, name, ColumnsWide, RowsHigh);
        }
    }

    /// <summary>Reads what the channel holds.</summary>
    /// <returns>Bytes read; 0 for nothing yet; negative at the end or on an error.</returns>
    public int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_session == 0, this);
            fixed (byte* start = buffer)
            {
                var count = ssh_channel_read_nonblocking(_channel, start, (uint)buffer.Length, 0);
                if (count is Again or 0)
                {
                    return ssh_channel_is_closed(_channel) != 0 || ssh_channel_is_eof(_channel) != 0 ? Eof : 0;
                }

                return count;
            }
        }
    }

    /// <summary>Queues bytes for the channel.</summary>
    /// <returns>Bytes taken; 0 while the window is full; negative on an error.</returns>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_session == 0, this);
            fixed (byte* start = bytes)
            {
                return ssh_channel_write(_channel, start, (uint)bytes.Length) is var count && count == Again ? 0 : count;
            }
        }
    }

    /// <summary>Says goodbye if connected, and gives back all native memory and our descriptor. The socket stays its owner's.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_session == 0)
            {
                return;
            }

            if (!_adopted && _duplicate >= 0)
            {
                _ = close(_duplicate);
            }

            _lastWords = (IssueBanner, DisconnectMessage);
            if (_adopted && ssh_is_connected(_session) != 0)
            {
                ssh_disconnect(_session);
            }

            ssh_free(_session); // The channel goes with it.
            _session = 0;
            _channel = 0;
        }
    }

    private string? ReadIssueBanner()
    {
        var banner = ssh_get_issue_banner(_session);
        try
        {
            return TextOf(banner);
        }
        finally
        {
            ssh_string_free_char(banner);
        }
    }

    // Everything libssh would otherwise look up on its own (passwd, ssh_config with its ProxyCommand, known_hosts) is fixed before it connects.
    private void Configure(string userName, AlgorithmProfile algorithms)
    {
        var no = 0;
        Set(SshOption.ProcessConfig, &no);
        Set(SshOption.SshFolder, "/nonexistent"u8);
        Set(SshOption.KnownHosts, "/nonexistent/known_hosts"u8);
        Set(SshOption.GlobalKnownHosts, "/nonexistent/known_hosts"u8);
        Set(SshOption.CompressionOut, "no"u8);
        Set(SshOption.CompressionIn, "no"u8);
        SetList(SshOption.KeyExchange, algorithms.KeyExchange, "key exchange");
        SetList(SshOption.HostKeys, algorithms.HostKeys, "host key");
        SetList(SshOption.PublicKeyAccepted, algorithms.UserKeys, "public key");
        SetList(SshOption.CiphersOut, algorithms.Ciphers, "encryption");
        SetList(SshOption.CiphersIn, algorithms.Ciphers, "encryption");
        SetList(SshOption.MacsOut, algorithms.Macs, "MAC");
        SetList(SshOption.MacsIn, algorithms.Macs, "MAC");
        var bits = algorithms.RsaMinimumBits;
        Set(SshOption.RsaMinSize, &bits);

        using var user = new NativeText(userName);
        if (ssh_options_set(_session, SshOption.User, user.Pointer) != Ok)
        {
            throw new ProbeException(
                ProbeFailure.AuthenticationFailed,
                userName.Length == 0
                    ? "SSH needs a user name, and the inventory gives none (auth_username). Nothing was sent."
                    : "The user name holds characters that the SSH library refuses. Nothing was sent.");
        }

        ssh_set_blocking(_session, 0);
    }

    private void Set(SshOption option, void* value) => _ = ssh_options_set(_session, option, value);

    private void Set(SshOption option, ReadOnlySpan<byte> zeroTerminated)
    {
        fixed (byte* value = zeroTerminated)
        {
            Set(option, value);
        }
    }

    private void SetList(SshOption option, IEnumerable<string> names, string kind)
    {
        fixed (byte* value = Encoding.ASCII.GetBytes(string.Join(',', names) + '\0'))
        {
            if (ssh_options_set(_session, option, value) != Ok)
            {
                throw new ProbeException(
                    ProbeFailure.NoCommonAlgorithm,
                    $"None of the {kind} algorithms that the inventory names is supported here: {string.Join(", ", names)}.");
            }
        }
    }

    // libssh closes the descriptor it is given on any protocol error, so it gets one of its own.
    private void TakeDescriptor()
    {
        _duplicate = fcntl((int)_socket.Handle, DescriptorCommand.DuplicateCloseOnExec, 0);
        if (!CanUse(_duplicate))
        {
            throw new ProbeException(
                ProbeFailure.LocalResource,
                _duplicate < 0
                    ? $"This machine has no descriptor for another SSH session (error {Marshal.GetLastPInvokeError()}); the device was not tried."
                    : "More than 65535 descriptors are open, which the SSH library cannot handle; the device was not tried. Lower the concurrency.");
        }

        var descriptor = _duplicate;
        Set(SshOption.Descriptor, &descriptor);
    }
}
