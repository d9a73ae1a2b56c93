using System.Net.Sockets;
using static NetDashboard.Probing.Ssh.LibSsh;

namespace NetDashboard.Probing.Ssh;

/// <summary>The SSH transport on libssh: native steps without waiting, and .NET's sockets to wait with, so that no session holds a thread.</summary>
internal sealed class LibSshTransport : ISshTransport
{
    private const int PeekSize = 4096;
    private const int MaxFlushes = 8;
    private const int MaxRounds = 3;
    private const int MaxQuestions = 4;
    private static readonly TimeSpan s_flushPause = TimeSpan.FromMilliseconds(10);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly LibSshSession _session;
    private readonly TranscriptRecorder _transcript;
    private readonly PreambleScanner _preamble = new();
    private string? _banner;
    private bool _isIdentified;
    private bool _isOver;

    public LibSshTransport(Socket socket, string userName, AlgorithmProfile algorithms, TimeProvider time, TranscriptRecorder transcript)
    {
        _socket = socket;
        _time = time;
        _transcript = transcript;
        _session = new LibSshSession(socket, userName, algorithms);
    }

    public string? DeviceWords => _session.DisconnectMessage ?? _session.IssueBanner ?? (_isIdentified ? null : _preamble.Text);

    public NegotiatedAlgorithms? Algorithms => _session.Algorithms;

    public async Task<SshHostKey> HandshakeAsync(Action identified, CancellationToken cancellationToken)
    {
        var seen = false;
        for (var flushes = 0; ;)
        {
            // libssh skips lines before the identification for ever, so they are looked at before it reads them.
            if (!seen)
            {
                seen = LookAhead();
            }

            var answer = _session.Connect();
            if (!_isIdentified && _session.IsIdentified)
            {
                _isIdentified = true;
                _transcript.AddMessage(_preamble.Lines);
                identified();
            }

            if (answer == Ok)
            {
                return _session.ReadHostKey() ?? throw new ProbeException(ProbeFailure.ProtocolError, "The device completed the key exchange without a readable host key.");
            }

            if (answer != Again)
            {
                throw SshErrors.Handshake(_session.ErrorText, _session.DisconnectMessage, _isIdentified, _preamble.Text);
            }

            flushes = await WaitAsync(flushes, cancellationToken).ConfigureAwait(false);
        }
    }

    public bool IsOpen()
    {
        // A farewell, and then the end: each takes a turn to be noticed.
        for (var turns = 0; turns < MaxFlushes && !_session.IsBroken && _socket.Poll(0, SelectMode.SelectRead); turns++)
        {
            _session.Call(static (session, _) => ssh_execute_message_callbacks(session));
        }

        return !_session.IsBroken;
    }

    public async Task<SshAuthReply> AuthenticateNoneAsync(CancellationToken cancellationToken)
    {
        var answer = await AuthenticateAsync(static (session, _) => (int)ssh_userauth_none(session, 0), cancellationToken).ConfigureAwait(false);
        return Reply(answer, submitted: false);
    }

    public async Task<SshAuthReply> AuthenticatePasswordAsync(string password, CancellationToken cancellationToken)
    {
        using var secret = new NativeText(password);
        var answer = await AuthenticateAsync((session, _) => Submit(session, secret), cancellationToken).ConfigureAwait(false);
        return Reply(answer, submitted: true);

        static unsafe int Submit(nint session, NativeText secret) => (int)ssh_userauth_password(session, 0, secret.Pointer);
    }

    public async Task<SshAuthReply> AuthenticatePublicKeyAsync(PrivateKey key, CancellationToken cancellationToken)
    {
        var copy = key.Duplicate();
        try
        {
            var answer = await AuthenticateAsync((session, _) => (int)ssh_userauth_publickey(session, 0, copy), cancellationToken).ConfigureAwait(false);
            return answer is AuthAnswer.Denied && SshErrors.IsKeyNotShown(_session.ErrorText)
                ? Reply(answer, submitted: false, "It takes RSA keys only with SHA-1 signatures. If the device is old, give it 'profile: legacy'.")
                : Reply(answer, submitted: true);
        }
        finally
        {
            ssh_key_free(copy);
        }
    }

    public async Task<SshAuthReply> AuthenticateKeyboardInteractiveAsync(string password, CancellationToken cancellationToken)
    {
        using var secret = new NativeText(password);
        var submitted = false;
        string? words = null;
        for (var round = 0; ; round++)
        {
            var answer = await AuthenticateAsync(static (session, _) => (int)ssh_userauth_kbdint(session, 0, 0), cancellationToken).ConfigureAwait(false);
            if (answer is not AuthAnswer.Info)
            {
                return Reply(answer, submitted, words);
            }

            var instruction = KeyboardInteractive.Words(_session);
            words = instruction ?? words;
            var questions = KeyboardInteractive.ReadQuestions(_session);
            TakeDown(instruction, questions.Take(MaxQuestions));
            if (round == MaxRounds || questions.Length > MaxQuestions)
            {
                throw new ProbeException(ProbeFailure.ProtocolError, $"The device asked {questions.Length} questions in round {round + 1} of its login dialogue; {MaxQuestions} in each of {MaxRounds} rounds is the limit.");
            }

            var hidden = questions.Count(question => !question.IsEchoed);
            if (hidden > 1 || (hidden == 1 && submitted))
            {
                // One secret answers one question, once: another is a refusal of the first, or asks for what the inventory does not have.
                return new SshAuthReply(SshAuthOutcome.Refused, SshAuthMethods.None, submitted, $"{words} {questions.Last(question => !question.IsEchoed).Text}".Trim());
            }

            KeyboardInteractive.WriteAnswers(_session, questions, secret);
            submitted |= hidden == 1;
        }
    }

    public async Task<IByteStream> OpenShellAsync(CancellationToken cancellationToken)
    {
        _session.CreateChannel();
        await StepAsync(static (_, channel) => ssh_channel_open_session(channel), "a session", cancellationToken).ConfigureAwait(false);
        await StepAsync(LibSshSession.RequestTerminal, "a terminal", cancellationToken).ConfigureAwait(false);
        await StepAsync(static (_, channel) => ssh_channel_request_shell(channel), "a shell", cancellationToken).ConfigureAwait(false);
        return new ShellStream(this);
    }

    public void Dispose()
    {
        _session.Dispose();
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        if (!_isIdentified)
        {
            _transcript.AddMessage(_preamble.Text);
        }

        TakeDownBanner();
        _transcript.AddMessage(_session.DisconnectMessage);
    }

    private static SshAuthMethods ToOurs(AuthMethods methods) =>
        (methods.HasFlag(AuthMethods.Password) ? SshAuthMethods.Password : SshAuthMethods.None)
        | (methods.HasFlag(AuthMethods.PublicKey) ? SshAuthMethods.PublicKey : SshAuthMethods.None)
        | (methods.HasFlag(AuthMethods.KeyboardInteractive) ? SshAuthMethods.KeyboardInteractive : SshAuthMethods.None);

    private bool LookAhead()
    {
        if (_socket.Available == 0)
        {
            return false;
        }

        Span<byte> ahead = stackalloc byte[PeekSize];
        return _preamble.Feed(ahead[.._socket.Receive(ahead, SocketFlags.Peek)]);
    }

    // A device may send one before each of its answers; libssh keeps the latest.
    private string? TakeDownBanner()
    {
        var banner = _session.IssueBanner;
        if (!string.Equals(banner, _banner, StringComparison.Ordinal))
        {
            _banner = banner;
            _transcript.AddMessage(banner);
        }

        return banner;
    }

    private void TakeDown(string? instruction, IEnumerable<KeyboardInteractive.KeyboardQuestion> questions)
    {
        TakeDownBanner();
        _transcript.AddMessage(instruction);
        foreach (var question in questions)
        {
            _transcript.AddMessage(question.Text);
        }
    }

    private SshAuthReply Reply(AuthAnswer answer, bool submitted, string? words = null)
    {
        words ??= TakeDownBanner();
        if (answer is AuthAnswer.Success)
        {
            return new SshAuthReply(SshAuthOutcome.Accepted, SshAuthMethods.None, submitted, words);
        }

        var offered = ToOurs((AuthMethods)_session.Call(static (session, _) => (int)ssh_userauth_list(session, 0)));
        return new SshAuthReply(answer is AuthAnswer.Partial ? SshAuthOutcome.Partial : SshAuthOutcome.Refused, offered, submitted, words);
    }

    // Authentication has an AGAIN of its own, and every answer but an error is the device's.
    private async ValueTask<AuthAnswer> AuthenticateAsync(LibSshSession.NativeStep step, CancellationToken cancellationToken)
    {
        for (var flushes = 0; ;)
        {
            var answer = (AuthAnswer)_session.Call(step);
            switch (answer)
            {
                case AuthAnswer.Again:
                    flushes = await WaitAsync(flushes, cancellationToken).ConfigureAwait(false);
                    break;

                case AuthAnswer.Error:
                    throw SshErrors.Authentication(_session.ErrorText, _session.DisconnectMessage);

                default:
                    return answer;
            }
        }
    }

    private async ValueTask StepAsync(LibSshSession.NativeStep step, string what, CancellationToken cancellationToken)
    {
        for (var flushes = 0; ;)
        {
            var answer = _session.Call(step);
            if (answer == Ok)
            {
                return;
            }

            if (answer != Again)
            {
                throw SshErrors.Shell(what, _session.ErrorText, _session.DisconnectMessage);
            }

            flushes = await WaitAsync(flushes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until another call makes sense: at once while output is unsent (AGAIN may leave some), else when the socket is readable.</summary>
    /// <returns>How often in a row output was unsent.</returns>
    /// <exception cref="ProbeException">The connection is over.</exception>
    private async ValueTask<int> WaitAsync(int flushes, CancellationToken cancellationToken)
    {
        if (_session.IsBroken)
        {
            throw SshErrors.Closed(_session.ErrorText, _session.DisconnectMessage);
        }

        if (_session.HasOutput)
        {
            if (flushes < MaxFlushes)
            {
                return flushes + 1;
            }

            // The device takes nothing in; it may also be waiting for us to read.
            await Task.Delay(s_flushPause, _time, cancellationToken).ConfigureAwait(false);
            return flushes;
        }

        await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    /// <summary>The shell's bytes.</summary>
    private sealed class ShellStream(LibSshTransport transport) : IByteStream
    {
        private bool _filledBuffer;

        // What filled a buffer may not have been all that libssh holds.
        public bool HasWaiting => _filledBuffer || transport._socket.Available > 0;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            for (var flushes = 0; ;)
            {
                var count = transport._session.Read(buffer.Span);
                _filledBuffer = count == buffer.Length;
                if (count > 0)
                {
                    return count;
                }

                if (count < 0)
                {
                    return 0; // The end, orderly or not: either way the device says no more.
                }

                flushes = await transport.WaitAsync(flushes, cancellationToken).ConfigureAwait(false);
            }
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            for (var flushes = 0; ;)
            {
                var count = transport._session.Write(bytes.Span);
                if (count < 0)
                {
                    throw SshErrors.Closed(transport._session.ErrorText, transport._session.DisconnectMessage);
                }

                bytes = bytes[count..];
                if (bytes.IsEmpty)
                {
                    return;
                }

                flushes = await transport.WaitAsync(flushes, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
