using NetDashboard.Inventory.Classic;
using NetDashboard.Inventory.Netmiko;
using NetDashboard.Inventory.Reading;

namespace NetDashboard.Inventory.Nornir;

/// <summary>The words of Nornir's SimpleInventory.</summary>
internal static class NornirKeys
{
    /// <summary>Keys of a host, a group or the defaults.</summary>
    public static KeywordTable Attributes { get; } = new(
        new Dictionary<string, Keyword>(StringComparer.Ordinal)
        {
            ["hostname"] = Keyword.Host,
            ["port"] = Keyword.Port,
            ["username"] = Keyword.UserName,
            ["password"] = Keyword.Password,
            ["platform"] = Keyword.Platform,
            ["groups"] = Keyword.Groups,
            ["data"] = Keyword.Section,
            ["connection_options"] = Keyword.Section,
        },
        Synonym);

    /// <summary>Our own keys, under <c>data</c>, where everything else is for others.</summary>
    public static KeywordTable Data { get; } = new(OwnKeys.AddTo(new Dictionary<string, Keyword>(StringComparer.Ordinal)));

    /// <summary>The plugins whose options count, the one that is closest to a login first.</summary>
    public static IReadOnlyList<NornirPlugin> Plugins { get; } =
    [
        new("scrapli", Options(Keyword.Platform), ClassicKeys.Table, ClassicKeys.Words with { Platform = PlatformNames.OfAnyTool, IsPlatformStrict = false }),
        new("netmiko", Options(Keyword.DeviceType), NetmikoKeys.Table, NetmikoKeys.Particulars),
        new(
            "napalm",
            Options(Keyword.Platform),
            new KeywordTable(new Dictionary<string, Keyword>(StringComparer.Ordinal) { ["timeout"] = Keyword.ConnectTime, ["optional_args"] = Keyword.Section }),
            NetmikoKeys.Particulars with { IsTransportStrict = false }),
    ];

    /// <summary>What NAPALM takes under <c>optional_args</c>.</summary>
    public static KeywordTable OptionalArguments { get; } = new(new Dictionary<string, Keyword>(StringComparer.Ordinal)
    {
        ["secret"] = Keyword.EnableSecret,
        ["enable_password"] = Keyword.EnableSecret,
        ["port"] = Keyword.Port,
        ["transport"] = Keyword.Transport,
        ["use_keys"] = Keyword.UsesKeyFile,
        ["key_file"] = Keyword.KeyFile,
        ["ssh_strict"] = Keyword.StrictKey,
        ["conn_timeout"] = Keyword.ConnectTime,
        ["auth_timeout"] = Keyword.TransportTime,
    });

    /// <summary>What holds for a host without options of a known plugin: a key that contradicts the account's known_hosts file is refused.</summary>
    public static FormatWords Words { get; } = new()
    {
        Transport = ClassicKeys.FindTransport,
        TransportNames = "none",
        HostKey = "hostname",
        StrictKeyKey = "auth_strict_key",
        KnownHostsKey = "ssh_known_hosts_file",
        UsesOwnKnownHosts = true,
    };

    private static KeywordTable Options(Keyword platform) => new(
        new Dictionary<string, Keyword>(StringComparer.Ordinal)
        {
            ["hostname"] = Keyword.Host,
            ["port"] = Keyword.Port,
            ["username"] = Keyword.UserName,
            ["password"] = Keyword.Password,
            ["platform"] = platform,
            ["extras"] = Keyword.Section,
        },
        Synonym);

    private static string? Synonym(string key) => key switch
    {
        "host" or "ip" or "address" => "hostname",
        "user" or "auth_username" => "username",
        "auth_password" => "password",
        "device_type" => "platform",
        "group" => "groups",
        _ => null,
    };
}

/// <summary>A connection plugin of Nornir.</summary>
/// <param name="Name">Its name under <c>connection_options</c>.</param>
/// <param name="Options">Keys of its options.</param>
/// <param name="Extras">Keys under <c>extras</c>.</param>
/// <param name="Words">What is particular about it.</param>
internal sealed record NornirPlugin(string Name, KeywordTable Options, KeywordTable Extras, FormatWords Words);
