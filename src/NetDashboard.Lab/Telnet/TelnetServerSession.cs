using System.Net.Sockets;
using System.Text;
using NetDashboard.Lab.Cli;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab.Telnet;

/// <summary>One Telnet client at one device: negotiation, login questions, command line.</summary>
internal sealed class TelnetServerSession(SimulatedDevice device, Socket socket) : ITerminal
{
    private const string NoneSet = "\r\nPassword required, but none set\r\n";

    private readonly TelnetInput _input = new([.. device.Flavour.TelnetOptions]);
    private readonly List<byte> _replies = [];

    public bool EchoRefused => _input.EchoRefused;

    /// <summary>Returns when the client has gone or the device has hung up.</summary>
    /// <returns>Whether it was the device that hung up.</returns>
    public async Task<bool> ServeAsync(CancellationToken cancellationToken)
    {
        var flavour = device.Flavour;
        if (device.Behaviour is DeviceBehaviour.NoPasswordSet)
        {
            await WriteAsync((byte[])[.. flavour.TelnetOptions, .. Encoding.ASCII.GetBytes(NoneSet)], cancellationToken).ConfigureAwait(false);
            return true;
        }

        return await TerminalPump.RunAsync(this, new TelnetLogin(device), device.Pause, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return 0;
            }

            count = _input.Strip(buffer.Span[..count], _replies);
            if (_replies.Count > 0)
            {
                await WriteAsync(_replies.ToArray(), cancellationToken).ConfigureAwait(false);
                _replies.Clear();
            }

            if (count > 0)
            {
                return count;
            }
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            data = data[await socket.SendAsync(data, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
    }
}
