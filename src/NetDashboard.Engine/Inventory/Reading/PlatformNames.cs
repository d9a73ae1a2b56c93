using NetDashboard.Platforms;

namespace NetDashboard.Inventory.Reading;

/// <summary>What other tools call the platforms of <see cref="PlatformCatalog"/>.</summary>
internal static class PlatformNames
{
    /// <summary>The names of this product.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. PlatformCatalog.All.Select(platform => platform.Name)];

    /// <summary>The same, for messages.</summary>
    public static string All { get; } = string.Join(", ", Own);

    /// <summary>Those, and the ones of other tools that are not known here but often seen: what may be quoted.</summary>
    public static IReadOnlyList<string> Foreign { get; } =
    [
        .. Own, "cisco_ios", "cisco_xe", "cisco_xr", "ios", "iosxr", "nxos", "nxos_ssh", "eos", "junos",
        "asa", "cisco_asa", "cisco_s300", "cisco_wlc", "linux", "fortinet", "fortios", "panos", "paloalto_panos", "huawei", "huawei_vrp", "huawei_vrpv8",
        "hp_procurve", "hp_comware", "procurve", "comware", "aruba_os", "aruba_osswitch", "aruba_aoscx", "aoscx", "vyos", "mikrotik_routeros", "routeros",
        "nokia_sros", "nokia_srl", "sros", "dell_os10", "dell_os6", "dell_force10", "checkpoint_gaia", "f5_tmsh", "extreme", "ubiquiti_edge", "ruckus_fastiron",
    ];

    /// <summary>Of <see cref="Foreign"/>, the names that stand for a platform known here.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Foreign.Where(name => OfAnyTool(name) is not null)];

    /// <summary>The platform of exactly that name.</summary>
    public static string? OfExactly(string name) => PlatformCatalog.Find(name)?.Name;

    /// <summary>The platform that scrapli, NAPALM, Netmiko or Ansible call so, or <see langword="null"/>.</summary>
    public static string? OfAnyTool(string name)
    {
        // Ansible writes the collection before the name: cisco.ios.ios.
        var word = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return word switch
        {
            "ios" or "iosxe" or "ios_xe" or "cisco_ios" or "cisco_xe" => "cisco_iosxe",
            "iosxr" or "ios_xr" or "cisco_xr" or "iosxr_netconf" => "cisco_iosxr",
            "nxos" or "nxos_ssh" or "cisco_nxos" => "cisco_nxos",
            "eos" or "arista" or "arista_eos" => "arista_eos",
            "junos" or "juniper" or "juniper_junos" => "juniper_junos",
            "generic" or "generic_termserver" or "terminal_server" or "autodetect" => "generic",
            _ => OfExactly(word),
        };
    }
}
