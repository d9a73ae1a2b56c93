using System.Globalization;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Commands;

/// <summary>Whether a wall is light or dark, as it is written on a command line.</summary>
internal static class LinkTheme
{
    /// <summary>How to write it.</summary>
    public const string Help = "dark, light, or hours such as 7-19 from and until which it is light, in the screen's time";

    private const int Midnight = 24;

    /// <summary>Reads it into a plan.</summary>
    /// <returns>The plan with it; <see langword="null"/> when it cannot be read.</returns>
    public static WallPlan? Apply(string text, WallPlan plan) => text switch
    {
        "dark" => plan with { Theme = WallTheme.Dark },
        "light" => plan with { Theme = WallTheme.Light },
        _ when text.Split('-') is [var from, var until] && HourOf(from) is { } first && HourOf(until) is { } last =>
            plan with { Theme = WallTheme.Hours, LightFrom = first, LightUntil = last },
        _ => null,
    };

    /// <summary>Writes it.</summary>
    public static string Of(WallPlan plan) => plan.Theme switch
    {
        WallTheme.Hours => string.Create(CultureInfo.InvariantCulture, $"{plan.LightFrom}-{plan.LightUntil}"),
        WallTheme.Light => "light",
        _ => "dark",
    };

    private static int? HourOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= Midnight ? hour : null;
}
