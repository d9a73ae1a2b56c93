using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NetDashboard.Platforms;

/// <summary>The platforms known by name. Prompts and session commands are those of scrapli's core platforms (tag 2026.02.20).</summary>
public static class PlatformCatalog
{
    private const string EnablePassword = @"^(?:enable\s)?password:\s?$";

    /// <summary>Used when an inventory names no platform: any usual prompt, no levels, no commands.</summary>
    public static Platform Generic { get; } = new()
    {
        Name = "generic",
        Title = "Generic",
        WantedPrompt = @"\S{0,48}[#>$~@:\]]",
    };

    /// <summary>All platforms, ordered by name.</summary>
    public static ImmutableArray<Platform> All { get; } =
    [
        new()
        {
            Name = "arista_eos",
            Title = "Arista EOS",
            WantedPrompt = @"[\w.\-@()/: ]{1,63}#",
            ExecPrompt = @"[\w.\-@()/: ]{1,63}>",
            EnableCommand = "enable",
            EnablePasswordPattern = EnablePassword,
            SessionCommands = ["terminal length 0", "terminal width 32767"],
        },
        new()
        {
            Name = "cisco_iosxe",
            Title = "Cisco IOS XE",
            WantedPrompt = @"[\w.\-@/:]{1,63}#",
            ExecPrompt = @"[\w.\-@/:]{1,63}>",
            EnableCommand = "enable",
            EnablePasswordPattern = EnablePassword,
            SessionCommands = ["terminal length 0", "terminal width 512"],
        },
        new()
        {
            Name = "cisco_iosxr",
            Title = "Cisco IOS XR",
            WantedPrompt = @"[\w.\-@/:]{1,63}#",
            SessionCommands = ["terminal length 0", "terminal width 512"],
        },
        new()
        {
            Name = "cisco_nxos",
            Title = "Cisco NX-OS",
            WantedPrompt = @"[\w.\-]{1,63}(?:\(maint-mode\))?#",
            ExecPrompt = @"[\w.\-]{1,63}(?:\(maint-mode\))?>",
            EnableCommand = "enable",
            EnablePasswordPattern = EnablePassword,
            SessionCommands = ["terminal length 0", "terminal width 511"],
        },
        Generic,
        new()
        {
            Name = "juniper_junos",
            Title = "Juniper Junos",
            WantedPrompt = @"(?:\{[\w:]{1,31}\}\n)?[\w\-@()/:.]{1,63}>",
            SessionCommands = ["set cli screen-length 0", "set cli screen-width 511"],
        },
    ];

    private static readonly FrozenDictionary<string, Platform> s_byName = All.ToFrozenDictionary(platform => platform.Name, StringComparer.Ordinal);

    /// <summary>The platform of that exact name, or <see langword="null"/>.</summary>
    public static Platform? Find(string name) => s_byName.GetValueOrDefault(name);
}
