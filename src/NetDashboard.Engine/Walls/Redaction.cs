using System.Text.RegularExpressions;

namespace NetDashboard.Walls;

/// <summary>Leaves IP addresses out of what a wall shows; a host name is none.</summary>
internal static partial class Redaction
{
    private const string Left = "…";
    private const int LimitMs = 1000;

    /// <summary>A device's name, unless an address is in it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="position">Which device it is in its picture, 1 for the first.</param>
    public static string NameOf(string name, int position) => Address().IsMatch(name) ? $"Device {position}" : name;

    /// <summary>Text with an ellipsis for every address.</summary>
    public static string Mask(string text) => Address().Replace(text, Left);

    // IPv4 also with dashes or underscores, as names are made of it. IPv6: whatever has two colons among hexadecimal digits, times too, rather than missing one.
    [GeneratedRegex(
        @"(?<![0-9])(?:[0-9]{1,3}[._-]){3}[0-9]{1,3}(?![0-9])|(?<![0-9a-fA-F:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        LimitMs)]
    private static partial Regex Address();
}
