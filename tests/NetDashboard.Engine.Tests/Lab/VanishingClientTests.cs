using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using Xunit.Abstractions;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>Alone, because the sockets of the whole process are counted.</summary>
[Collection(nameof(Alone))]
public sealed class VanishingClientTests(ITestOutputHelper output)
{
    private const string TypedInTelnet = "netops\r\nlab-login\r\nenable\r\nlab-enable\r\nshow version\r\n";

    [Fact]
    public async Task Five_hundred_clients_that_vanish_at_any_moment_leave_nothing_behind()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(60) with { Mix = FleetMix.Parse("right=4,slow=1,silent=1") });
        await VanishAsync(fleet, rounds: 3); // What the runtime opens once and keeps is open then.
        await Until.TrueAsync(() => fleet.Counters.Live == 0, () => $"Sessions are left: {fleet.Counters}");
        GC.Collect(); // What earlier tests left to the finalizer must not hide a leak.
        GC.WaitForPendingFinalizers();
        var before = Sockets();
        var connections = fleet.Counters.Connections;

        await VanishAsync(fleet, rounds: 230);
        await VanishInSshAsync(fleet, clients: 40);

        await Until.TrueAsync(() => fleet.Counters.Live == 0, () => $"Sessions are left: {fleet.Counters}");
        await Until.TrueAsync(() => Sockets() <= before, () => $"{before} sockets before, {Sockets()} after.");
        output.WriteLine($"{before} sockets before, {Sockets()} after; {fleet.Counters}");
        Assert.True(fleet.Counters.Connections - connections >= 500, $"Not all have connected: {fleet.Counters}");
        Assert.Equal(0, fleet.Counters.Faults);
    }

    /// <summary>In each round one Telnet and one SSH client send some of what they might, and go, by a reset or politely.</summary>
    private static async Task VanishAsync(SimulatedFleet fleet, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var device = fleet.Devices[round % fleet.Devices.Length];
            using var telnet = await RawClient.ConnectAsync(device.Address, device.TelnetPort);
            using var ssh = await RawClient.ConnectAsync(device.Address, device.SshPort);
            await telnet.SendAsync(TypedInTelnet[..(round % TypedInTelnet.Length)]);
            await ssh.SendAsync((round % 4) switch
            {
                0 => "",
                1 => "SSH-2.0-Vanish",
                2 => "SSH-2.0-Vanish\r\n",
                _ => "SSH-2.0-Vanish\r\n\0\0\u0001\u0005 no packet at all",
            });
            if (round % 2 == 0)
            {
                telnet.Vanish();
                ssh.Vanish();
            }
        }
    }

    /// <summary>OpenSSH, cut off after a number of bytes that walks through key exchange, login and shell.</summary>
    private static Task VanishInSshAsync(SimulatedFleet fleet, int clients) => Parallel.ForEachAsync(
        Enumerable.Range(0, clients),
        new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (client, _) =>
        {
            var right = fleet.Devices.Where(device => device.Behaviour is DeviceBehaviour.Right).ElementAt(client);
            using var relay = new CuttingRelay(right, limit: 30 + (client * 90));
            var relaying = relay.RunAsync();
            var (exitCode, shown) = await SystemSsh.RunAsync(relay.EndPoint, "lab-login", "enable\rlab-enable\rexit\r");
            await relaying;

            // The last ones may get to the end before the cut.
            Assert.True(exitCode is 255 or 0, shown);
        });

    // Sockets only: the runtime opens other files whenever it loads an assembly.
    private static int Sockets() => Directory.GetFileSystemEntries("/proc/self/fd").Count(IsSocket);

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) ?? false;
        }
        catch (IOException)
        {
            return false; // Closed since it was listed.
        }
    }
}
