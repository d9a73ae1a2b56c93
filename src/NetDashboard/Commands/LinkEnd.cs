using System.Globalization;

namespace NetDashboard.Commands;

/// <summary>When a link ends, as it is written on a command line.</summary>
internal static class LinkEnd
{
    /// <summary>How to write it.</summary>
    public const string Help = "30d (also h, w, y), never, or a last day such as 2026-12-31, in UTC";

    private const int DaysOfWeek = 7;
    private const int DaysOfYear = 365;
    private const int MaxDays = 100 * DaysOfYear;

    /// <summary>Reads it.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="now">The present, in UTC.</param>
    /// <param name="end">When, in UTC; <see langword="null"/> for never.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset? end)
    {
        end = null;
        if (string.Equals(text, "never", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            // The last day counts.
            end = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }

        if (text is not [.. var digits, var unit] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || LengthOf(unit) is not { } length
            || count == 0 || count * length.TotalDays > MaxDays)
        {
            return false;
        }

        end = now + (count * length);
        return true;
    }

    /// <summary>Reads what was found to be right before.</summary>
    /// <exception cref="FormatException">It was not.</exception>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now) => TryParse(text, now, out var end) ? end : throw new FormatException($"This is no end of a link: {text}.");

    private static TimeSpan? LengthOf(char unit) => char.ToLowerInvariant(unit) switch
    {
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'w' => TimeSpan.FromDays(DaysOfWeek),
        'y' => TimeSpan.FromDays(DaysOfYear),
        _ => null,
    };
}
