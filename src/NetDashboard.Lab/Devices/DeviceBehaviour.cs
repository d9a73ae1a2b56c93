namespace NetDashboard.Lab.Devices;

/// <summary>What a simulated device does when somebody tries to log in.</summary>
public enum DeviceBehaviour
{
    /// <summary>Lets the right credentials in, over both protocols.</summary>
    Right,

    /// <summary>Has another password than the inventory says.</summary>
    WrongPassword,

    /// <summary>Like <see cref="Right"/>, but the inventory gives another account for these devices, which none of them knows.</summary>
    RetiredAccount,

    /// <summary>Lets the login in, but has another enable secret than the inventory says.</summary>
    WrongEnable,

    /// <summary>Like <see cref="Right"/>, with a pause of <see cref="FleetOptions.SlowStep"/> before each answer.</summary>
    Slow,

    /// <summary>Accepts the connection and never says a word.</summary>
    Silent,

    /// <summary>Nothing listens on its ports.</summary>
    Refused,

    /// <summary>Accepts and closes: before the SSH identification, before the Telnet login question.</summary>
    ClosesEarly,

    /// <summary>Telnet says <c>Password required, but none set</c> and closes; SSH is right.</summary>
    NoPasswordSet,

    /// <summary>SSH knows only algorithms of long ago (SHA-1 groups, ssh-rsa, CBC, hmac-sha1); Telnet is right.</summary>
    Legacy,

    /// <summary>A connect to it is never answered.</summary>
    BlackHole,

    /// <summary>Closes the connection as soon as a password was submitted, right or wrong.</summary>
    ClosesAfterPassword,

    /// <summary>Lets the login in, and fills banners, prompts and refusals with what could harm whoever shows it; see <see cref="HostileTexts"/>.</summary>
    Hostile,
}

/// <summary>Names of behaviours as people type them: words in lower case, joined by hyphens.</summary>
public static class DeviceBehaviourNames
{
    private static readonly Dictionary<string, DeviceBehaviour> s_byName =
        Enum.GetValues<DeviceBehaviour>().ToDictionary(ToKebab, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<DeviceBehaviour, string> s_names = s_byName.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyCollection<string> All => s_byName.Keys;

    /// <summary>The name of a behaviour, such as <c>black-hole</c>.</summary>
    public static string Name(this DeviceBehaviour behaviour) => s_names[behaviour];

    /// <summary>The behaviour of that name, or <see langword="null"/>.</summary>
    public static DeviceBehaviour? Find(string name) => s_byName.TryGetValue(name, out var behaviour) ? behaviour : null;

    private static string ToKebab(DeviceBehaviour behaviour) => string.Concat(
        behaviour.ToString().Select((letter, i) => char.IsAsciiLetterUpper(letter) && i > 0 ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
