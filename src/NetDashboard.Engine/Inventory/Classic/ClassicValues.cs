using System.Globalization;
using System.Text.RegularExpressions;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Classic;

/// <summary>
/// Reads the value the YAML reader stands on, and goes past it. Each method gives <see langword="null"/> both for "not set" and after an
/// error; no message quotes a value that could be a secret.
/// </summary>
internal sealed class ClassicValues(YamlReader yaml, SourceContext source, InventoryCollector inventory)
{
    private const int MaxSeconds = 3600;
    private const int MaxPatternLength = 1000;
    private const int MaxPatterns = 1000;

    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string?> _faultsOfPatterns = new(StringComparer.Ordinal);

    /// <summary>A single value that is set.</summary>
    public YamlScalar? Scalar(string key)
    {
        if (yaml.Kind is not YamlNodeKind.Scalar)
        {
            source.Error(yaml.Place, $"'{key}' takes a single value, not a {(yaml.Kind is YamlNodeKind.Map ? "map" : "list")}. Put a value that begins with '[' or '{{' in quotes.");
            yaml.Skip();
            return null;
        }

        var value = yaml.Scalar;
        yaml.Skip();
        return value.IsUnset ? null : value;
    }

    /// <summary>A secret that is typed at a login question, exactly as written.</summary>
    public Secret? Secret(string key) => Typed(key) is { } text ? inventory.SecretOf(text) : null;

    /// <summary>Text that is typed at a login question, exactly as written.</summary>
    public string? Typed(string key)
    {
        if (Scalar(key) is not { } value)
        {
            return null;
        }

        foreach (var c in value.Text)
        {
            if (char.IsControl(c))
            {
                source.Error(value.Place, $"'{key}' holds a line break or another control character, which would end the answer early. Write it on one line, in quotes.");
                return null;
            }
        }

        return value.Text;
    }

    /// <summary>A truth value.</summary>
    public bool? Boolean(string key)
    {
        if (Scalar(key) is not { } value)
        {
            return null;
        }

        if (value.AsBoolean() is { } truth)
        {
            return truth;
        }

        source.Error(value.Place, $"'{key}' is true or false.");
        return null;
    }

    /// <summary>A TCP port.</summary>
    public int? Port()
    {
        if (Scalar("port") is not { } value)
        {
            return null;
        }

        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
        {
            return port;
        }

        source.Error(value.Place, $"The port {Shown.Here}is not a whole number from 1 to 65535.", Number(value.Text));
        return null;
    }

    /// <summary>A time limit; the file gives seconds, with decimals where wanted.</summary>
    public TimeSpan? Seconds(string key)
    {
        if (Scalar(key) is not { } value)
        {
            return null;
        }

        if (!decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            source.Error(value.Place, $"'{key}' {Shown.Here}is not a number of seconds.", Number(value.Text));
            return null;
        }

        if (seconds is 0)
        {
            source.Error(value.Place, $"'{key}' is 0, which scrapli takes for no limit at all. Every login here has a limit: write seconds, up to {MaxSeconds}.");
            return null;
        }

        var span = seconds is > 0 and <= MaxSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
        if (span < TimeSpan.FromMilliseconds(1))
        {
            source.Error(value.Place, $"'{key}' {Shown.Here}is not between 0.001 and {MaxSeconds} seconds.", Number(value.Text));
            return null;
        }

        return span;
    }

    /// <summary>The absolute path of a file.</summary>
    public string? File(string key) => Scalar(key) is { } value ? source.ResolveFile(key, value) : null;

    /// <summary>A regular expression, in the dialect of .NET.</summary>
    public string? Pattern(string key)
    {
        if (Scalar(key) is not { } value)
        {
            return null;
        }

        if (!_faultsOfPatterns.TryGetValue(value.Text, out var fault))
        {
            // Judging a pattern is the dearest thing in a file, so a file cannot ask for it without end.
            fault = _faultsOfPatterns.Count < MaxPatterns ? FaultOf(value.Text) : $"is one of more than {MaxPatterns:N0} different patterns in this file. Split it.";
            if (_faultsOfPatterns.Count < MaxPatterns)
            {
                _faultsOfPatterns.Add(value.Text, fault);
            }
        }

        if (fault is not null)
        {
            source.Error(value.Place, $"'{key}' {fault}");
            return null;
        }

        return value.Text;
    }

    private static string? FaultOf(string pattern)
    {
        if (pattern.Length > MaxPatternLength)
        {
            return $"is longer than {MaxPatternLength:N0} characters.";
        }

        if (pattern.Contains("(?P", StringComparison.Ordinal))
        {
            return "holds a group as Python writes it, (?P<name>...). Write (?<name>...), and \\k<name> for what Python writes (?P=name).";
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.None, s_patternLimit);
            return null;
        }
        catch (RegexParseException e)
        {
            // The exception's own message quotes the pattern.
            return $"is not a regular expression: {e.Error} at its character {e.Offset + 1}.";
        }
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
