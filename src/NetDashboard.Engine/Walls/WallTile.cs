namespace NetDashboard.Walls;

/// <summary>A device as a wall shows it: by the worst of its logins.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its host; empty where that is its name, or is left out.</param>
/// <param name="Status">See <see cref="TileStatus"/>.</param>
/// <param name="Text">Which logins are so, and why; empty when all are OK. Never a device's own words.</param>
/// <param name="NewSince">Since when it fails though its login was OK in the scan before, in seconds since 1970; 0 when that is not so.</param>
public readonly record struct WallTile(string Name, string Address, char Status, string Text, long NewSince);

/// <summary>Letters for what a device or login is like, the worst first: f failed, l limited, h held, c cancelled, r running, w waiting, o OK.</summary>
public static class TileStatus
{
    /// <summary>All of them, the worst first.</summary>
    public const string WorstFirst = "flhcrwo";

    /// <summary>OK.</summary>
    public const char Ok = 'o';

    /// <summary>Whether one is worse than another.</summary>
    public static bool IsWorse(char one, char other) => WorstFirst.IndexOf(one, StringComparison.Ordinal) < WorstFirst.IndexOf(other, StringComparison.Ordinal);

    /// <summary>Whether a login with this status says that something is wrong.</summary>
    public static bool IsBad(char status) => status is 'f' or 'l' or 'h';
}
