using System.Globalization;
using System.Text.RegularExpressions;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>
/// Reads single values. Each method gives <see langword="null"/> both for "not set" and after an error; no message quotes a value that
/// could be a secret or comes from outside the file.
/// </summary>
internal sealed class ValueReader(FormatWords words, ReferenceResolver references, SourceContext source, InventoryCollector inventory)
{
    /// <summary>Longest time limit, in seconds.</summary>
    public const int MaxSeconds = 3600;

    private const int MaxPatternLength = 1000;
    private const int MaxPatterns = 1000;

    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, string?> _faultsOfPatterns = new(StringComparer.Ordinal);

    /// <summary>A single value that is set.</summary>
    public EntryValue? Scalar(YamlNode key, YamlNode node, bool mayAsk = false)
    {
        if (!node.IsScalar)
        {
            source.Error(
                FindingCode.WrongShape,
                node.Place,
                $"'{key.Text}' takes a single value, not a {(node.IsMap ? "map" : "list")}. Put a value that begins with '[' or '{{' in quotes.",
                key: key.Text);
            return null;
        }

        if (node.IsUnset)
        {
            return null;
        }

        if (words.HasTemplates && (node.Text.Contains("{{", StringComparison.Ordinal) || node.Text.Contains("{%", StringComparison.Ordinal)))
        {
            source.Error(
                FindingCode.UnsupportedTemplate,
                node.Place,
                $"'{key.Text}' is a template of Ansible, which cannot be resolved here. Write the value out, or take it from the environment with ${{env:NAME}}.",
                key: key.Text);
            return null;
        }

        if (references.Resolve(node, mayAsk) is not { } value)
        {
            return null;
        }

        return value.Text.Length == 0 && value.Question is null ? null : value;
    }

    /// <summary>A secret that is typed at a login question, exactly as written.</summary>
    public Secret? Secret(YamlNode key, YamlNode node)
    {
        if (Typed(key, node) is not { } value)
        {
            return null;
        }

        if (value.Question is { } question)
        {
            return Inventory.Secret.Ask(question);
        }

        if (!value.IsResolved)
        {
            source.WarnOnce(
                FindingCode.PasswordClearText,
                FindingCode.PasswordClearText,
                value.Place,
                "A secret stands here in clear text. Take it from the environment with ${env:NAME}, have it asked for with ${ask:NAME}, or name a kept one with 'credential'.",
                key: key.Text);
        }

        return inventory.SecretOf(value.Text);
    }

    /// <summary>Text that is typed at a login question, exactly as written, or the question for it.</summary>
    public EntryValue? Typed(YamlNode key, YamlNode node)
    {
        if (Scalar(key, node, mayAsk: true) is not { } value)
        {
            return null;
        }

        foreach (var c in value.Text)
        {
            if (char.IsControl(c))
            {
                source.Error(
                    FindingCode.InvalidText,
                    value.Place,
                    $"'{key.Text}' holds a line break or another control character, which would end the answer early. Write it on one line, in quotes.",
                    key: key.Text);
                return null;
            }
        }

        return value;
    }

    /// <summary>A truth value.</summary>
    public bool? Boolean(YamlNode key, YamlNode node)
    {
        if (Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (value.AsBoolean() is { } truth)
        {
            return truth;
        }

        source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' is true or false.", key: key.Text);
        return null;
    }

    /// <summary>A TCP port.</summary>
    public int? Port(YamlNode key, YamlNode node)
    {
        if (Scalar(key, node) is not { } value)
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
        if (Scalar(key, node) is not { } value)
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

    /// <summary>The absolute path of a file.</summary>
    public string? File(YamlNode key, YamlNode node) => Scalar(key, node) is { } value ? source.ResolveFile(key.Text, value) : null;

    /// <summary>A regular expression, in the dialect of .NET.</summary>
    public string? Pattern(YamlNode key, YamlNode node)
    {
        if (Scalar(key, node) is not { } value)
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
            source.Error(FindingCode.InvalidPattern, value.Place, $"'{key.Text}' {fault}", key: key.Text);
            return null;
        }

        return value.Text;
    }

    /// <summary>Words: a list of them, or one text with commas between them.</summary>
    /// <param name="key">The key.</param>
    /// <param name="node">Its value.</param>
    /// <param name="most">How many there may be.</param>
    public List<EntryValue> Words(YamlNode key, YamlNode node, int most)
    {
        var found = new List<EntryValue>();
        if (node.IsList)
        {
            foreach (var item in node.Items)
            {
                AddWords(key, item, most, found);
            }
        }
        else
        {
            AddWords(key, node, most, found);
        }

        return found;
    }

    private void AddWords(YamlNode key, YamlNode node, int most, List<EntryValue> found)
    {
        if (Scalar(key, node) is not { } value)
        {
            return;
        }

        foreach (var range in value.Text.AsSpan().Split(','))
        {
            var word = value.Text.AsSpan(range).Trim();
            if (word.Length > 0 && found.Count == most)
            {
                source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' holds more than {most} words.", key: key.Text);
                return;
            }

            if (word.Length > 0)
            {
                found.Add(value with { Text = word.ToString() });
            }
        }
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
