using System.Collections.Immutable;

namespace NetDashboard.Lab.Devices;

/// <summary>How a device of a platform looks from outside. <c>{name}</c> and <c>{user}</c> in texts stand for the device and the account.</summary>
internal sealed record PlatformFlavour
{
    /// <summary>A vty's usual opening: WILL ECHO, WILL SUPPRESS-GO-AHEAD, DO TERMINAL-TYPE, DO NAWS (RFC 857, 858, 1091, 1073).</summary>
    private static readonly ImmutableArray<byte> s_vtyOptions = [0xff, 0xfb, 0x01, 0xff, 0xfb, 0x03, 0xff, 0xfd, 0x18, 0xff, 0xfd, 0x1f];

    /// <summary>The opening of a routing daemon's vty: WILL ECHO, WILL SUPPRESS-GO-AHEAD, DONT LINEMODE, DO NAWS.</summary>
    private static readonly ImmutableArray<byte> s_daemonOptions = [0xff, 0xfb, 0x01, 0xff, 0xfb, 0x03, 0xff, 0xfe, 0x22, 0xff, 0xfd, 0x1f];

    /// <summary>Name in an inventory.</summary>
    public required string Name { get; init; }

    /// <summary>Start of a device's host name; its number follows.</summary>
    public required string NamePrefix { get; init; }

    /// <summary>Software part of the SSH identification (RFC 4253, section 4.2).</summary>
    public required string SshSoftware { get; init; }

    /// <summary>Prompt after login.</summary>
    public required string Prompt { get; init; }

    /// <summary>Prompt after <c>enable</c>; <see langword="null"/> where there is no such level.</summary>
    public string? PrivilegedPrompt { get; init; }

    /// <summary>How often the enable secret is asked for before access is denied.</summary>
    public int EnableAsks { get; init; }

    /// <summary>Shown after login, before the first prompt.</summary>
    public string Welcome { get; init; } = "";

    /// <summary>Shown at once when a Telnet client connects.</summary>
    public required string TelnetGreeting { get; init; }

    /// <summary>Option negotiation that opens a Telnet connection.</summary>
    public ImmutableArray<byte> TelnetOptions { get; init; } = s_vtyOptions;

    /// <summary>Whether the greeting goes out before the negotiation, in the same segment.</summary>
    public bool GreetsBeforeOptions { get; init; }

    /// <summary>Telnet question for the user name.</summary>
    public required string UserNameQuestion { get; init; }

    /// <summary>Said after wrong Telnet credentials.</summary>
    public string LoginRefused { get; init; } = "% Login invalid";

    /// <summary>Said after a wrong enable secret.</summary>
    public string EnableRefused { get; init; } = "% Access denied";

    /// <summary>Sent before SSH authentication (RFC 4252, section 5.4), a byte in each character; empty for none.</summary>
    public string IssueBanner { get; init; } = "";

    /// <summary>Said after a command that is not known.</summary>
    public string UnknownCommand { get; init; } = "% Invalid input detected at '^' marker.";

    /// <summary>Answer to <c>show version</c>.</summary>
    public required string Version { get; init; }

    /// <summary>All flavours, in the order in which devices take turns.</summary>
    public static ImmutableArray<PlatformFlavour> All { get; } =
    [
        new()
        {
            Name = "cisco_iosxe",
            NamePrefix = "R",
            SshSoftware = "Cisco-1.25",
            Prompt = "{name}>",
            PrivilegedPrompt = "{name}#",
            EnableAsks = 3,
            Welcome = "\r\n",
            TelnetGreeting = "\r\n\r\nUser Access Verification\r\n\r\n",
            UserNameQuestion = "Username: ",
            Version = "Simulated IOS-XE software, version 17.09.04a\r\n{name} uptime is 3 weeks, 2 days\r\nNo hardware behind this prompt.",
        },
        new()
        {
            Name = "arista_eos",
            NamePrefix = "SW",
            SshSoftware = "OpenSSH_8.7",
            Prompt = "{name}>",
            PrivilegedPrompt = "{name}#",
            EnableAsks = 1,
            Welcome = "Last login: Mon Apr 19 11:25:40 2021 from 10.0.0.5\r\n",
            TelnetGreeting = "",
            UserNameQuestion = "Username: ",
            Version = "Simulated EOS switch\r\nSoftware image version: 4.30.1F\r\nUptime: 22 days, 4 hours",
        },
        new()
        {
            Name = "cisco_iosxr",
            NamePrefix = "R",
            SshSoftware = "Cisco-2.0",
            Prompt = "RP/0/RP0/CPU0:{name}#",
            Welcome = "\r\n\r\n",
            TelnetGreeting = "\r\nUser Access Verification\r\n\r\n",
            UserNameQuestion = "Username: ",
            Version = "Simulated IOS XR software, version 7.8.2\r\n{name} uptime is 9 weeks",
        },
        new()
        {
            Name = "juniper_junos",
            NamePrefix = "R",
            SshSoftware = "OpenSSH_7.5",
            Prompt = "{master:0}\r\n{user}@{name}> ",
            Welcome = "--- JUNOS 21.4R3 (simulated) built 2023-02-01\r\n",
            TelnetGreeting = "\r\n{name} (ttyp0)\r\n\r\n",
            UserNameQuestion = "login: ",
            LoginRefused = "Login incorrect",
            UnknownCommand = "unknown command.",
            Version = "Hostname: {name}\r\nModel: simulated\r\nJunos: 21.4R3",
        },
        new()
        {
            Name = "cisco_nxos",
            NamePrefix = "SW",
            SshSoftware = "OpenSSH_7.4",
            Prompt = "{name}> ",
            PrivilegedPrompt = "{name}# ",
            EnableAsks = 1,
            Welcome = "\r\nSimulated NX-OS, for tests only.\r\n",
            TelnetGreeting = "User Access Verification\r\n",
            UserNameQuestion = "{name} login: ",
            LoginRefused = "Login incorrect",
            Version = "Simulated NX-OS software\r\n  NXOS: version 10.3(2)\r\nDevice name: {name}",
        },
        new()
        {
            Name = "generic",
            NamePrefix = "R",
            SshSoftware = "SimulatedCli_1.0",
            Prompt = "{name}$ ",
            TelnetGreeting = "\r\nHello, this is {name} (simulated).\r\n\r\n",
            TelnetOptions = s_daemonOptions,
            GreetsBeforeOptions = true,
            UserNameQuestion = "login: ",
            LoginRefused = "Login incorrect",
            Version = "Simulated device {name}, version 1.0",
        },
    ];

    /// <summary>The flavour of that name, or <see langword="null"/>.</summary>
    public static PlatformFlavour? Find(string name) => All.FirstOrDefault(flavour => string.Equals(flavour.Name, name, StringComparison.Ordinal));
}
