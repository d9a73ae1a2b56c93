using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NetDashboard.Lab.Devices;

/// <summary>What a simulated fleet is made of.</summary>
public record FleetOptions
{
    /// <summary>Most devices a fleet may have.</summary>
    public const int MaxDevices = 20_000;

    /// <summary>Number of devices; 1 to <see cref="MaxDevices"/>, default 40.</summary>
    public int Devices { get; init; } = 40;

    /// <summary>Address of the first device, the others follow it one by one; inside 127.0.0.0/8, default 127.20.0.1.</summary>
    public IPAddress BaseAddress { get; init; } = new([127, 20, 0, 1]);

    /// <summary>SSH port of every device; 0 to 65535, default 2222; 0 takes a free one for each device.</summary>
    public int SshPort { get; init; } = 2222;

    /// <summary>Telnet port of every device; 0 to 65535, default 2323; 0 takes a free one for each device.</summary>
    public int TelnetPort { get; init; } = 2323;

    /// <summary>Protocols answered; default both.</summary>
    public FleetProtocols Protocols { get; init; } = FleetProtocols.All;

    /// <summary>One platform for all devices, by its name in an inventory; <see langword="null"/> lets them alternate.</summary>
    public string? Platform { get; init; }

    /// <summary>How the devices behave; default all right.</summary>
    public FleetMix Mix { get; init; } = FleetMix.Right;

    /// <summary>Account name; default <c>netops</c>.</summary>
    public string UserName { get; init; } = "netops";

    /// <summary>Account that the inventory gives for devices with <see cref="DeviceBehaviour.RetiredAccount"/>; default <c>oldops</c>.</summary>
    public string RetiredUserName { get; init; } = "oldops";

    /// <summary>Login password of the inventory; default <c>lab-login</c>, no secret in any real network.</summary>
    public string Password { get; init; } = "lab-login";

    /// <summary>Enable secret of the inventory; default <c>lab-enable</c>.</summary>
    public string EnableSecret { get; init; } = "lab-enable";

    /// <summary>SSH authentication methods offered; default both.</summary>
    public SshLoginMethods SshLogin { get; init; } = SshLoginMethods.All;

    /// <summary>Whether Telnet asks for a user name before the password; default yes. A plain line password asks for none.</summary>
    public bool TelnetAsksUserName { get; init; } = true;

    /// <summary>Pause of a slow device before each answer; default 250 ms, which makes 1 to 2 s for a whole login.</summary>
    public TimeSpan SlowStep { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Receives what goes wrong inside the fleet itself; default nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
