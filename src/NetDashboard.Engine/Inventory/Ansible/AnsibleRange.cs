using System.Globalization;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Ansible;

/// <summary>Writes out ranges of hosts such as <c>sw[01:20].example.net</c>, <c>r[a:c]</c> or <c>r[1:9:2]</c>, within a limit for the whole file.</summary>
internal sealed class AnsibleRange(SourceContext source)
{
    /// <summary>Most hosts that the ranges of one file may come to.</summary>
    public const int MaxHosts = 100_000;

    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private int _left = MaxHosts;

    /// <summary>Parts a name from the port behind it.</summary>
    /// <returns>The name, and the port as a variable of the file; <see langword="null"/> for none.</returns>
    public static (string Pattern, HostPort? Port) SplitPort(YamlNode name)
    {
        var text = name.Text;
        var colon = text.LastIndexOf(':');
        var isRangeOrIPv6 = colon < 0 || text.IndexOf(']', colon) >= 0 || (text.IndexOf(':', StringComparison.Ordinal) != colon && !text.Contains('[', StringComparison.Ordinal));
        if (isRangeOrIPv6 || colon + 1 == text.Length || text.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
        {
            return (text, null);
        }

        var place = new Place(name.Place.Line, name.Place.Column + colon + 1);
        var port = new HostPort(
            new YamlNode(YamlNodeKind.Scalar, place, name.Start) { Text = "ansible_port", IsPlain = true },
            new YamlNode(YamlNodeKind.Scalar, place, name.Start) { Text = text[(colon + 1)..], IsPlain = true });

        // Brackets around all of a name keep the colons of an IPv6 address apart from that of the port.
        return (text[0] is '[' && text[colon - 1] is ']' && text.AsSpan(1, colon - 2).Count(':') > 1 && !text.AsSpan(1, colon - 2).Contains('[') ? text[1..(colon - 1)] : text[..colon], port);
    }

    /// <summary>The hosts of a name; one where it has no range, none after an error.</summary>
    /// <param name="name">Where it stands.</param>
    /// <param name="pattern">The name without a port.</param>
    public List<string> Expand(YamlNode name, string pattern)
    {
        var done = new List<string> { string.Empty };
        var rest = pattern.AsSpan();
        while (rest.IndexOf('[') is var open and >= 0)
        {
            var close = rest[open..].IndexOf(']');
            if (close < 0 || Values(rest.Slice(open + 1, close - 1)) is not { Count: > 0 } values)
            {
                source.Error(
                    FindingCode.InvalidRange, name.Place, "A range of hosts is [first:last] or [first:last:step], of numbers or letters, the first no greater than the last; "
                        + $"numbers with leading zeros are equally long. It comes to at most {MaxHosts:N0} hosts.");
                return [];
            }

            if ((long)done.Count * values.Count > _left)
            {
                source.Error(FindingCode.InvalidRange, name.Place, $"With this range the file has more than {MaxHosts:N0} hosts. Split it into several inventories.");
                return [];
            }

            var head = rest[..open].ToString();
            done = [.. done.SelectMany(start => values.Select(value => start + head + value))];
            rest = rest[(open + close + 1)..];
        }

        _left -= done.Count > 1 ? done.Count : 0;
        var tail = rest.ToString();
        return tail.Length == 0 ? done : done.ConvertAll(start => start + tail);
    }

    private static List<string>? Values(ReadOnlySpan<char> range)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = range.Split(parts, ':');
        if (count is < 2 or > 3)
        {
            return null;
        }

        var first = range[parts[0]];
        var last = range[parts[1]];
        var step = 1;
        if (count == 3 && (!int.TryParse(range[parts[2]], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1))
        {
            return null;
        }

        if (first.Length == 1 && last.Length == 1 && Letters.IndexOf(first[0], StringComparison.Ordinal) is var from and >= 0
            && Letters.IndexOf(last[0], StringComparison.Ordinal) is var to and >= 0)
        {
            return Count(from, to, step, static number => Letters[number].ToString());
        }

        var width = first is ['0', _, ..] ? first.Length : 0;
        return (width == 0 || last.Length == width)
            && int.TryParse(first.Length == 0 ? "0" : first, NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out to)
            ? Count(from, to, step, number => number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'))
            : null;
    }

    private static List<string>? Count(int from, int to, int step, Func<int, string> write)
    {
        if (from > to || (to - from) / step >= MaxHosts)
        {
            return null;
        }

        var values = new List<string>();
        for (long number = from; number <= to; number += step)
        {
            values.Add(write((int)number));
        }

        return values;
    }
}

/// <summary>A port that stands behind a host's name: a variable of the host, as it were.</summary>
/// <param name="Key">The variable's name.</param>
/// <param name="Value">The port.</param>
internal sealed record HostPort(YamlNode Key, YamlNode Value);
