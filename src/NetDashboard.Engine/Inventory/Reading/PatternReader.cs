using System.Text.RegularExpressions;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads regular expressions, each judged once.</summary>
internal sealed class PatternReader(SourceContext source, ValueReader values)
{
    private const int MaxLength = 1000;
    private const int MaxPatterns = 1000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string?> _faults = new(StringComparer.Ordinal);

    /// <summary>A regular expression, in the dialect of .NET.</summary>
    public string? Read(YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (!_faults.TryGetValue(value.Text, out var fault))
        {
            // Judging a pattern is the dearest thing in a file, so a file cannot ask for it without end.
            fault = _faults.Count < MaxPatterns ? FaultOf(value.Text) : $"is one of more than {MaxPatterns:N0} different patterns in this file. Split it.";
            if (_faults.Count < MaxPatterns)
            {
                _faults.Add(value.Text, fault);
            }
        }

        if (fault is not null)
        {
            source.Error(FindingCode.InvalidPattern, value.Place, $"'{key.Text}' {fault}", key: key.Text);
            return null;
        }

        return value.Text;
    }

    private static string? FaultOf(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return $"is longer than {MaxLength:N0} characters.";
        }

        if (pattern.Contains("(?P", StringComparison.Ordinal))
        {
            return "holds a group as Python writes it, (?P<name>...). Write (?<name>...), and \\k<name> for what Python writes (?P=name).";
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.None, s_limit);
            return null;
        }
        catch (RegexParseException e)
        {
            // The exception's own message quotes the pattern.
            return $"is not a regular expression: {e.Error} at its character {e.Offset + 1}.";
        }
    }
}
