using System.Net;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>Fleets for tests: each has addresses of its own and free ports, so that tests may run side by side.</summary>
internal static class Fleets
{
    private static int s_next;

    public static FleetOptions Options(int devices = 1) => new()
    {
        Devices = devices,
        BaseAddress = NextBase(),
        SshPort = 0,
        TelnetPort = 0,
        SlowStep = TimeSpan.FromMilliseconds(100),
    };

    public static Task<SimulatedFleet> StartAsync(DeviceBehaviour behaviour = DeviceBehaviour.Right, string? platform = "cisco_iosxe") =>
        SimulatedFleet.StartAsync(Options() with { Mix = FleetMix.Of(behaviour), Platform = platform });

    /// <summary>An address with room for 60,000 devices behind it.</summary>
    public static IPAddress NextBase() => new([127, (byte)(130 + (Interlocked.Increment(ref s_next) % 100)), 0, 1]);
}
