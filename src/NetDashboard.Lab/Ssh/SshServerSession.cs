using System.Net.Sockets;
using System.Text;
using NetDashboard.Lab.Cli;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab.Ssh;

/// <summary>One SSH client at one device: key exchange, login, shell, command line. No thread waits for it.</summary>
/// <remarks>
/// libssh works on a duplicate of the connection's descriptor and never blocks; whenever it has nothing to do, the .NET socket waits
/// for the next byte. One call into the session at a time, from whichever thread the wait ends on.
/// </remarks>
internal sealed class SshServerSession(SimulatedDevice device, Socket socket, SshBind bind) : ITerminal, IDisposable
{
    private const int MaxRejections = 3;
    private const int MaxFlushes = 8;
    private const int Closed = LibSshServer.StatusClosed | LibSshServer.StatusClosedByError;

    private static readonly TimeSpan s_flushPause = TimeSpan.FromMilliseconds(10);

    // Held here, so that no step allocates a delegate.
    private static readonly Func<SshServerSession, int> s_keyExchange = self => LibSshServer.HandleKeyExchange(self._session);
    private static readonly Func<SshServerSession, int> s_nextMessage = self => self.NextMessage();
    private static readonly Func<SshServerSession, int> s_read = self => self.Read();
    private static readonly Func<SshServerSession, int> s_write = self => self.Write();

    private nint _session;
    private nint _channel;
    private nint _message;
    private Memory<byte> _reading;
    private ReadOnlyMemory<byte> _writing;
    private string _userName = "";
    private int _rejections;
    private bool _isGreeted;

    public bool EchoRefused => false;

    private int Methods =>
        (device.SshLogin.HasFlag(SshLoginMethods.Password) ? LibSshServer.MethodPassword : 0)
        | (device.SshLogin.HasFlag(SshLoginMethods.KeyboardInteractive) ? LibSshServer.MethodInteractive : 0);

    /// <summary>Returns when the client has gone or the device has hung up.</summary>
    /// <returns>Whether it was the device that hung up.</returns>
    public async Task<bool> ServeAsync(CancellationToken cancellationToken)
    {
        await TerminalPump.PauseAsync(device.Pause, cancellationToken).ConfigureAwait(false);
        _session = bind.Accept((int)socket.Handle);
        LibSshServer.SetAuthMethods(_session, Methods);
        if (await PumpAsync(s_keyExchange, cancellationToken).ConfigureAwait(false) != LibSshServer.Ok)
        {
            return false;
        }

        switch (await ReachShellAsync(cancellationToken).ConfigureAwait(false))
        {
            case ShellOutcome.ClientGone:
                return false;
            case ShellOutcome.HangUp:
                break;
            default:
                if (!await TerminalPump.RunAsync(this, new DeviceCli(device, _userName), device.Pause, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                _ = LibSshServer.SendExitStatus(_channel, 0);
                _ = LibSshServer.SendEof(_channel);
                _ = LibSshServer.CloseChannel(_channel);
                break;
        }

        LibSshServer.Disconnect(_session);
        return true;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _reading = buffer;
        return Math.Max(0, await PumpAsync(s_read, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        for (_writing = data; !_writing.IsEmpty;)
        {
            var written = await PumpAsync(s_write, cancellationToken).ConfigureAwait(false);
            if (written < 0)
            {
                throw new IOException("The SSH client is gone.");
            }

            _writing = _writing[written..];
        }
    }

    public void Dispose()
    {
        // Frees the channel and closes the duplicate as well.
        LibSshServer.Free(_session);
        _session = 0;
    }

    /// <summary>Repeats a step until it is done, waiting for the client in between.</summary>
    private async ValueTask<int> PumpAsync(Func<SshServerSession, int> step, CancellationToken cancellationToken)
    {
        for (var flushes = 0; ;)
        {
            var answer = step(this);
            if (answer != LibSshServer.Again)
            {
                return answer;
            }

            if ((LibSshServer.Status(_session) & Closed) != 0)
            {
                return LibSshServer.Error;
            }

            // Output waits inside libssh: the next call sends it. Waiting for the client now could mean waiting for each other.
            if ((LibSshServer.PollFlags(_session) & LibSshServer.WritePending) != 0)
            {
                if (++flushes >= MaxFlushes)
                {
                    await Task.Delay(s_flushPause, cancellationToken).ConfigureAwait(false);
                }

                continue;
            }

            flushes = 0;
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<ShellOutcome> ReachShellAsync(CancellationToken cancellationToken)
    {
        while (await PumpAsync(s_nextMessage, cancellationToken).ConfigureAwait(false) == LibSshServer.Ok)
        {
            try
            {
                var subtype = LibSshServer.MessageSubtype(_message);
                switch (LibSshServer.MessageType(_message))
                {
                    case LibSshServer.RequestAuth:
                        if (await AnswerAuthAsync(subtype, cancellationToken).ConfigureAwait(false) is LoginAnswer.HangUp)
                        {
                            return ShellOutcome.HangUp;
                        }

                        break;
                    case LibSshServer.RequestChannelOpen when subtype == LibSshServer.ChannelSession && _channel == 0:
                        _channel = LibSshServer.AcceptChannel(_message);
                        break;
                    case LibSshServer.RequestChannel when subtype == LibSshServer.ChannelRequestPty:
                        _ = LibSshServer.ReplyChannelSuccess(_message);
                        break;
                    case LibSshServer.RequestChannel when subtype == LibSshServer.ChannelRequestShell && _channel != 0:
                        _ = LibSshServer.ReplyChannelSuccess(_message);
                        return ShellOutcome.Open;
                    default:
                        _ = LibSshServer.ReplyDefault(_message);
                        break;
                }
            }
            finally
            {
                LibSshServer.FreeMessage(_message);
                _message = 0;
            }
        }

        return ShellOutcome.ClientGone;
    }

    private async ValueTask<LoginAnswer> AnswerAuthAsync(int method, CancellationToken cancellationToken)
    {
        SendIssueBanner();
        if ((method & Methods) == 0)
        {
            // "none" or a public key: refused, with the methods that may help. No secret was shown, so it counts as no attempt.
            Refuse();
            return LoginAnswer.Denied;
        }

        if (method == LibSshServer.MethodInteractive && LibSshServer.IsInteractiveResponse(_message) == 0)
        {
            _userName = AuthUser();
            AskInteractive();
            return LoginAnswer.Denied;
        }

        if (method == LibSshServer.MethodPassword)
        {
            _userName = AuthUser();
        }

        var password = method == LibSshServer.MethodPassword ? AuthPassword() : InteractiveAnswer();
        await TerminalPump.PauseAsync(device.Pause, cancellationToken).ConfigureAwait(false);
        var answer = device.LogIn(FleetProtocols.Ssh, _userName, password);
        switch (answer)
        {
            case LoginAnswer.Accepted:
                _ = LibSshServer.ReplyAuthSuccess(_message, isPartial: 0);
                break;
            case LoginAnswer.Denied:
                Refuse();
                answer = ++_rejections < MaxRejections ? LoginAnswer.Denied : LoginAnswer.HangUp;
                break;
        }

        return answer;
    }

    // Once, before the first answer: the client has asked for authentication by then.
    private unsafe void SendIssueBanner()
    {
        if (_isGreeted || device.Flavour.IssueBanner.Length == 0)
        {
            return;
        }

        _isGreeted = true;
        var bytes = Encoding.Latin1.GetBytes(device.Flavour.IssueBanner);
        var text = LibSshServer.NewString((nuint)bytes.Length);
        fixed (byte* start = bytes)
        {
            _ = LibSshServer.FillString(text, start, (nuint)bytes.Length);
        }

        _ = LibSshServer.SendIssueBanner(_session, text);
        LibSshServer.FreeString(text);
    }

    private void Refuse()
    {
        _ = LibSshServer.SetMessageMethods(_message, Methods);
        _ = LibSshServer.ReplyDefault(_message);
    }

    private unsafe string AuthUser() => LibSshServer.Text(LibSshServer.AuthUser(_message));

    private unsafe string AuthPassword() => LibSshServer.Text(LibSshServer.AuthPassword(_message));

    private unsafe string InteractiveAnswer() =>
        LibSshServer.InteractiveAnswerCount(_session) == 1 ? LibSshServer.Text(LibSshServer.InteractiveAnswer(_session, 0)) : "";

    private unsafe void AskInteractive()
    {
        fixed (byte* question = "Password: \0"u8)
        {
            byte hidden = 0;
            var empty = question + "Password: "u8.Length;
            _ = LibSshServer.AskInteractive(_message, empty, empty, 1, &question, &hidden);
        }
    }

    private int NextMessage()
    {
        _message = LibSshServer.GetMessage(_session);
        return _message == 0 ? LibSshServer.Again : LibSshServer.Ok;
    }

    private unsafe int Read()
    {
        // Requests first (window changes, keepalives): reading may take in data behind them, but not the other way round.
        while (NextMessage() == LibSshServer.Ok)
        {
            _ = LibSshServer.ReplyDefault(_message);
            LibSshServer.FreeMessage(_message);
            _message = 0;
        }

        fixed (byte* buffer = _reading.Span)
        {
            var count = LibSshServer.Read(_channel, buffer, (uint)_reading.Length, fromStandardError: 0);
            if (count != 0)
            {
                return count;
            }
        }

        return LibSshServer.IsEof(_channel) != 0 || LibSshServer.IsClosed(_channel) != 0 ? LibSshServer.Error : LibSshServer.Again;
    }

    private unsafe int Write()
    {
        fixed (byte* data = _writing.Span)
        {
            var count = LibSshServer.Write(_channel, data, (uint)_writing.Length);
            return count == 0 ? LibSshServer.Again : count;
        }
    }

    private enum ShellOutcome
    {
        Open,
        ClientGone,
        HangUp,
    }
}
