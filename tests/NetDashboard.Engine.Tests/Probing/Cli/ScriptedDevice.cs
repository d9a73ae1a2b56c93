using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetDashboard.Engine.Tests.Probing.Cli;

/// <summary>A loopback server whose one conversation is written out by the test. What goes wrong in it surfaces when it is disposed.</summary>
public sealed class ScriptedDevice : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private ScriptedDevice(Func<Line, Task> script)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = RunAsync(script);
    }

    public int Port { get; }

    /// <summary>All that was received, as Latin-1 text.</summary>
    public string Received { get; private set; } = string.Empty;

    public static ScriptedDevice Start(Func<Line, Task> script) => new(script);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        try
        {
            await _running;
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The probe has gone before the script ended, as it may.
        }

        _stop.Dispose();
    }

    private async Task RunAsync(Func<Line, Task> script)
    {
        using var socket = await _listener.AcceptSocketAsync(_stop.Token);
        socket.NoDelay = true;
        var line = new Line(socket, text => Received += text, _stop.Token);
        await script(line);
        socket.Shutdown(SocketShutdown.Both);
    }

    /// <summary>The device's end of the conversation.</summary>
    public sealed class Line(Socket socket, Action<string> onReceived, CancellationToken stop)
    {
        private readonly StringBuilder _unread = new();

        /// <summary>Whether everything is sent byte by byte, each in a segment of its own.</summary>
        public bool ByteByByte { get; set; }

        public async Task SendAsync(string text)
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            if (!ByteByByte)
            {
                await socket.SendAsync(bytes, stop);
                return;
            }

            for (var i = 0; i < bytes.Length; i++)
            {
                await socket.SendAsync(bytes.AsMemory(i, 1), stop);
                await Task.Yield();
            }
        }

        /// <summary>Reads up to the end of a line, which is given without its CR, LF and NUL.</summary>
        public async Task<string> ReadLineAsync()
        {
            while (true)
            {
                var text = _unread.ToString();
                var end = text.IndexOf('\n', StringComparison.Ordinal);
                if (end >= 0)
                {
                    _unread.Remove(0, end + 1);
                    return text[..end].Trim('\r', '\0');
                }

                await ReceiveAsync();
            }
        }

        /// <summary>Reads until so much was received, ends of lines included.</summary>
        public async Task<string> ReadAsync(int count)
        {
            while (_unread.Length < count)
            {
                await ReceiveAsync();
            }

            var text = _unread.ToString(0, count);
            _unread.Remove(0, count);
            return text;
        }

        /// <summary>Reads a command, echoes it and answers.</summary>
        public async Task AnswerAsync(string expected, string answer)
        {
            var line = await ReadLineAsync();
            Assert.Equal(expected, line);
            await SendAsync($"{line}\r\n{answer}");
        }

        /// <summary>Says nothing more, until the test is over or the probe has closed.</summary>
        public async Task StaySilentAsync()
        {
            while (true)
            {
                await ReceiveAsync();
            }
        }

        private async Task ReceiveAsync()
        {
            var buffer = new byte[1024];
            var count = await socket.ReceiveAsync(buffer, stop);
            if (count == 0)
            {
                throw new IOException("The probe closed the connection.");
            }

            var text = Encoding.Latin1.GetString(buffer, 0, count);
            onReceived(text);
            _unread.Append(text);
        }
    }
}
