using System.Globalization;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads ports and time limits.</summary>
internal sealed class NumberReader(SourceContext source, ValueReader values)
{
    /// <summary>Longest time limit, in seconds.</summary>
    public const int MaxSeconds = 3600;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>A TCP port.</summary>
    public int? Port(YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
        {
            return port;
        }

        source.Error(FindingCode.InvalidPort, value.Place, $"The port {Shown.Here}is not a whole number from 1 to 65535.", Number(value.Quoted), key.Text);
        return null;
    }

    /// <summary>A time limit; the file gives seconds, with decimals where wanted. None at all is the longest there is.</summary>
    public TimeSpan? Seconds(YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (!decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            source.Error(FindingCode.InvalidTimeout, value.Place, $"'{key.Text}' {Shown.Here}is not a number of seconds.", Number(value.Quoted), key.Text);
            return null;
        }

        if (seconds is 0)
        {
            source.WarnOnce(
                FindingCode.TimeoutUnlimited,
                $"{FindingCode.TimeoutUnlimited} {key.Text}",
                value.Place,
                $"'{key.Text}' is 0, which means no limit at all. Every login here has a limit: the longest, {MaxSeconds} seconds, is used.",
                key: key.Text);
            return TimeSpan.FromSeconds(MaxSeconds);
        }

        var span = seconds is > 0 and <= MaxSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
        if (span < TimeSpan.FromMilliseconds(1))
        {
            source.Error(
                FindingCode.InvalidTimeout, value.Place, $"'{key.Text}' {Shown.Here}is not between 0.001 and {MaxSeconds} seconds.", Number(value.Quoted), key.Text);
            return null;
        }

        if (span < s_shortest)
        {
            source.WarnOnce(
                FindingCode.TimeoutTooShort,
                $"{FindingCode.TimeoutTooShort} {key.Text}",
                value.Place,
                $"'{key.Text}' is under {s_shortest.TotalMilliseconds:0} ms, too short for any login. The unit is seconds.",
                key: key.Text);
        }

        return span;
    }

    // A number is shown, anything else in its place could be a secret.
    private static string Number(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c is not ('+' or '-' or '.'))
            {
                return string.Empty;
            }
        }

        return text;
    }
}
