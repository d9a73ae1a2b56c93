using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab;

/// <summary>From options to devices: who gets which address, name, platform and behaviour.</summary>
internal static class FleetPlan
{
    private const uint Loopback = 127;

    /// <summary>All devices, by rising address; nothing listens yet.</summary>
    /// <exception cref="LabException">The options make no sense.</exception>
    public static ImmutableArray<SimulatedDevice> Make(FleetOptions options, LabCounters counters)
    {
        Check(options);
        var first = ToNumber(options.BaseAddress);
        return
        [
            .. options.Mix.Spread(options.Devices).Select((behaviour, i) =>
                new SimulatedDevice(i + 1, ToAddress(first + (uint)i), behaviour, Flavour(options, behaviour, i), options, counters)),
        ];
    }

    private static PlatformFlavour Flavour(FleetOptions options, DeviceBehaviour behaviour, int index)
    {
        if (behaviour is DeviceBehaviour.Hostile)
        {
            return HostileTexts.Dress(index + 1);
        }

        if (options.Platform is { } name)
        {
            return PlatformFlavour.Find(name)!;
        }

        var flavour = PlatformFlavour.All[index % PlatformFlavour.All.Length];

        // A wrong enable secret shows only where there is something to enable.
        return behaviour is DeviceBehaviour.WrongEnable && flavour.PrivilegedPrompt is null ? PlatformFlavour.All[0] : flavour;
    }

    private static void Check(FleetOptions options)
    {
        if (options.Devices is < 1 or > FleetOptions.MaxDevices)
        {
            throw new LabException($"A fleet has 1 to {FleetOptions.MaxDevices} devices, not {options.Devices}.");
        }

        if (options.BaseAddress.AddressFamily is not AddressFamily.InterNetwork || ToNumber(options.BaseAddress) >> 24 != Loopback)
        {
            throw new LabException($"A simulated fleet listens on loopback only: {options.BaseAddress} is not in 127.0.0.0/8.");
        }

        var last = ToNumber(options.BaseAddress) + (uint)options.Devices - 1;
        if (last >> 24 != Loopback || last == 0x7fff_ffff || ToNumber(options.BaseAddress) == 0x7f00_0000)
        {
            throw new LabException($"{options.Devices} devices from {options.BaseAddress} on do not fit into 127.0.0.1 to 127.255.255.254.");
        }

        if (options.SshPort is < 0 or > ushort.MaxValue || options.TelnetPort is < 0 or > ushort.MaxValue)
        {
            throw new LabException("A port is a number from 0 to 65535; 0 takes a free one.");
        }

        if (options.Protocols is FleetProtocols.None or > FleetProtocols.All || options.SshLogin is SshLoginMethods.None or > SshLoginMethods.All)
        {
            throw new LabException("A fleet needs at least one protocol and at least one SSH login method.");
        }

        if (options.Protocols is FleetProtocols.All && options.SshPort == options.TelnetPort && options.SshPort != 0)
        {
            throw new LabException($"SSH and Telnet cannot both listen on port {options.SshPort}.");
        }

        if (options.Platform is { } name && PlatformFlavour.Find(name) is null)
        {
            throw new LabException($"'{name}' is not a platform of the fleet. Choose from: {string.Join(", ", PlatformFlavour.All.Select(flavour => flavour.Name))}.");
        }
    }

    private static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
