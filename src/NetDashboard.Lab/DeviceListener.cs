using System.Net;
using System.Net.Sockets;
using NetDashboard.Lab.Devices;
using NetDashboard.Lab.Ssh;
using NetDashboard.Lab.Telnet;

namespace NetDashboard.Lab;

/// <summary>One device's port for one protocol: listens on the device's own address, and serves whoever connects as the device would.</summary>
internal sealed class DeviceListener : IDisposable
{
    private const int Backlog = 128;
    private const int SolSocket = 1;
    private const int SoReuseAddr = 2;

    private static readonly TimeSpan s_acceptPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_lingerLimit = TimeSpan.FromSeconds(1);

    private readonly SimulatedDevice _device;
    private readonly FleetProtocols _protocol;
    private readonly FleetRuntime _runtime;
    private readonly SshBind? _bind;
    private readonly Socket _listener;
    private Socket? _blocker;

    /// <summary>Takes the port; nobody is served before <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The address and port are taken, or the process has no descriptor left.</exception>
    public DeviceListener(SimulatedDevice device, FleetProtocols protocol, int port, FleetRuntime runtime, SshBind? bind)
    {
        (_device, _protocol, _runtime, _bind) = (device, protocol, runtime, bind);
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Only SO_REUSEADDR, for ports whose last connections linger: .NET's own option would let two fleets share an address.
            _listener.SetRawSocketOption(SolSocket, SoReuseAddr, BitConverter.GetBytes(1));
            _listener.Bind(new IPEndPoint(device.Address, port));
            if (device.Behaviour is not DeviceBehaviour.Refused)
            {
                _listener.Listen(device.Behaviour is DeviceBehaviour.BlackHole ? 0 : Backlog);
            }
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>Begins to serve.</summary>
    public void Start()
    {
        switch (_device.Behaviour)
        {
            case DeviceBehaviour.Refused:
                break;
            case DeviceBehaviour.BlackHole:
                Block();
                break;
            default:
                _ = AcceptAsync();
                break;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _blocker?.Dispose();
    }

    /// <summary>
    /// Fills the queue with a connection of our own that is never accepted. Linux drops the SYN of every further one, so that a connect
    /// is neither answered nor refused.
    /// </summary>
    private void Block()
    {
        _blocker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _blocker.Connect(_listener.LocalEndPoint!);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception e) when (_runtime.Stopping.IsCancellationRequested && e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Out of descriptors, or the client was gone before it was accepted: the next one may do better.
                _runtime.Logger.AcceptFailed(e, _device.Name);
                await Task.Delay(s_acceptPause).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        _runtime.Sessions.Enter();
        _device.Counters.Opened();
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                if (await TalkAsync(socket).ConfigureAwait(false))
                {
                    await HangUpAsync(socket).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && _runtime.Stopping.IsCancellationRequested))
        {
            // The client went away, or the fleet is going.
        }
        catch (Exception e)
        {
            // A defect met by one session must not end the others; tests look at the counter.
            _device.Counters.Failed();
            _runtime.Logger.SessionFailed(e, _device.Name);
        }
        finally
        {
            _device.Counters.Closed();
            _runtime.Sessions.Leave();
        }
    }

    /// <summary>The conversation.</summary>
    /// <returns>Whether it was the device that hung up.</returns>
    private async Task<bool> TalkAsync(Socket socket)
    {
        switch (_device.Behaviour)
        {
            case DeviceBehaviour.ClosesEarly:
                return true;
            case DeviceBehaviour.Silent:
                await DrainAsync(socket, _runtime.Stopping).ConfigureAwait(false);
                return false;
        }

        if (_protocol is FleetProtocols.Telnet)
        {
            return await new TelnetServerSession(_device, socket).ServeAsync(_runtime.Stopping).ConfigureAwait(false);
        }

        using var session = new SshServerSession(_device, socket, _bind!);
        return await session.ServeAsync(_runtime.Stopping).ConfigureAwait(false);
    }

    /// <summary>Ends the connection so that the client gets all that was said: a plain close may overtake it with a reset.</summary>
    private async Task HangUpAsync(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_runtime.Stopping);
        limit.CancelAfter(s_lingerLimit);
        try
        {
            await DrainAsync(socket, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_runtime.Stopping.IsCancellationRequested)
        {
            // The client does not close its side: it had its time.
        }
    }

    private static async Task DrainAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64];
        while (await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false) > 0)
        {
            // Whatever the client says, there is no answer.
        }
    }
}
