using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using NetDashboard.Lab.Devices;
using NetDashboard.Lab.Ssh;

namespace NetDashboard.Lab;

/// <summary>
/// Network devices that are not there: each has its own loopback address, name, platform and behaviour, and answers on SSH and Telnet.
/// For tests, demonstrations and measurements; it listens on loopback only.
/// </summary>
public sealed class SimulatedFleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SessionCount _sessions = new();
    private readonly List<DeviceListener> _listeners = [];
    private readonly Dictionary<(PlatformFlavour Flavour, bool Legacy), SshBind> _binds = [];
    private readonly Dictionary<IPAddress, SimulatedDevice> _byAddress;
    private SshHostKeys? _hostKeys;
    private bool _disposed;

    private SimulatedFleet(FleetOptions options)
    {
        Options = options;
        Devices = FleetPlan.Make(options, Counters);
        _byAddress = Devices.ToDictionary(device => device.Address);
    }

    /// <summary>What the fleet was made of.</summary>
    public FleetOptions Options { get; }

    /// <summary>All devices, by rising address.</summary>
    public ImmutableArray<SimulatedDevice> Devices { get; }

    /// <summary>What all devices have seen together.</summary>
    public LabCounters Counters { get; } = new();

    /// <summary>Public SSH host keys, each as it stands in a known_hosts file after the host: type and base64; shared by all devices.</summary>
    public ImmutableArray<string> HostKeys { get; private set; } = [];

    /// <summary>Starts a fleet; when the task ends, every device answers.</summary>
    /// <exception cref="LabException">The options make no sense, an address and port is taken, or the process may not open so many sockets.</exception>
    public static async Task<SimulatedFleet> StartAsync(FleetOptions options, CancellationToken cancellationToken = default)
    {
        var fleet = new SimulatedFleet(options);
        try
        {
            fleet.Start(cancellationToken);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The device at that address, or <see langword="null"/>.</summary>
    public SimulatedDevice? Find(IPAddress address) => _byAddress.GetValueOrDefault(address);

    /// <summary>Hangs up on everybody, and ends when nothing is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await _sessions.CloseAsync().ConfigureAwait(false);
        foreach (var bind in _binds.Values)
        {
            bind.Dispose();
        }

        _hostKeys?.Dispose();
        _stopping.Dispose();
    }

    private void Start(CancellationToken cancellationToken)
    {
        var protocols = int.PopCount((int)Options.Protocols);
        DescriptorLimit.Check(protocols * (Devices.Length + Devices.Count(device => device.Behaviour is DeviceBehaviour.BlackHole)));
        if (Options.Protocols.HasFlag(FleetProtocols.Ssh))
        {
            _hostKeys = new SshHostKeys(withRsa: Devices.Any(device => device.Behaviour is DeviceBehaviour.Legacy));
            HostKeys = [.. _hostKeys.PublicKeys()];
        }

        var runtime = new FleetRuntime(_sessions, Options.Logger, _stopping.Token);
        foreach (var device in Devices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Options.Protocols.HasFlag(FleetProtocols.Ssh))
            {
                device.SshPort = Listen(device, FleetProtocols.Ssh, Options.SshPort, runtime, BindFor(device));
            }

            if (Options.Protocols.HasFlag(FleetProtocols.Telnet))
            {
                device.TelnetPort = Listen(device, FleetProtocols.Telnet, Options.TelnetPort, runtime, bind: null);
            }
        }

        // Only now, so that nobody is served by half a fleet.
        foreach (var listener in _listeners)
        {
            listener.Start();
        }
    }

    private int Listen(SimulatedDevice device, FleetProtocols protocol, int port, FleetRuntime runtime, SshBind? bind)
    {
        try
        {
            var listener = new DeviceListener(device, protocol, port, runtime, bind);
            _listeners.Add(listener);
            return listener.Port;
        }
        catch (SocketException e)
        {
            throw new LabException(Explain(e.SocketErrorCode, device.Address, port), e);
        }
    }

    private static string Explain(SocketError error, IPAddress address, int port) => error switch
    {
        SocketError.AddressAlreadyInUse =>
            $"Port {port} of {address} is taken. Is another fleet running? Choose other ports or another base address.",
        SocketError.AddressNotAvailable => $"This machine has no address {address}; a simulated fleet needs a system whose loopback is all of 127.0.0.0/8 (Linux).",
        SocketError.AccessDenied => $"Port {port} of {address} may not be opened by this user. Choose ports above 1023.",
        SocketError.TooManyOpenSockets => "This process has no descriptor left. Raise the limit (ulimit -n), or take fewer devices or one protocol.",
        _ => $"Port {port} of {address} cannot be opened: {error}.",
    };

    private SshBind BindFor(SimulatedDevice device)
    {
        var key = (device.Flavour, device.Behaviour is DeviceBehaviour.Legacy);
        if (!_binds.TryGetValue(key, out var bind))
        {
            bind = new SshBind(_hostKeys!, device.Flavour.SshSoftware, key.Item2);
            _binds.Add(key, bind);
        }

        return bind;
    }
}
