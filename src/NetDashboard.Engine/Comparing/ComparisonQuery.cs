using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace NetDashboard.Comparing;

/// <summary>
/// Which changes to show, as in an address: <c>group=newlyFailing,slower&amp;q=core&amp;factor=3&amp;ms=1000</c>. What is not known is left out.
/// </summary>
public sealed record ComparisonQuery
{
    private const int MaxLength = 200;

    private static readonly FrozenDictionary<string, ChangeKind> s_kinds =
        Enum.GetValues<ChangeKind>().ToFrozenDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything.</summary>
    public static ComparisonQuery All { get; } = new();

    /// <summary>Kinds; empty for any.</summary>
    public ImmutableArray<ChangeKind> Kinds { get; init; } = [];

    /// <summary>What must stand in the device's name, case ignored; empty for any.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>From when on a login counts as slower.</summary>
    public SlownessBound Bound { get; init; } = SlownessBound.Default;

    /// <summary>A kind's name in an address.</summary>
    public static string NameOf(ChangeKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>Reads parameters, with or without the question mark.</summary>
    public static ComparisonQuery Parse(string? text)
    {
        var query = All;
        foreach (var part in (text ?? string.Empty).TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || part.Length > MaxLength * 3)
            {
                continue;
            }

            var value = Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' ')).Trim();
            query = part[..equals] switch
            {
                "group" => query with { Kinds = [.. query.Kinds.Union(value.Split(',').Where(s_kinds.ContainsKey).Select(name => s_kinds[name]))] },
                "q" => query with { Text = value.Length > MaxLength ? value[..MaxLength] : value },
                "factor" when Number(value) is >= 1 and <= SlownessBound.MaxFactor and var factor => query with { Bound = query.Bound with { Factor = factor } },
                "ms" when Number(value) is >= 0 and var ms && ms <= SlownessBound.Longest.TotalMilliseconds => query with { Bound = query.Bound with { AtLeast = TimeSpan.FromMilliseconds(ms) } },
                _ => query,
            };
        }

        return query;
    }

    /// <summary>Whether a change is shown.</summary>
    public bool Matches(EndpointChange change) =>
        (Kinds.IsEmpty || Kinds.Contains(change.Kind)) && (Text.Length == 0 || change.Endpoint.Device.Contains(Text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The changes that are shown, in their order.</summary>
    public ImmutableArray<EndpointChange> Of(ScanComparison comparison) => [.. comparison.Changes.Where(Matches)];

    /// <summary>This query with a kind in or out.</summary>
    public ComparisonQuery Toggle(ChangeKind kind) => this with { Kinds = Kinds.Contains(kind) ? Kinds.Remove(kind) : Kinds.Add(kind) };

    /// <inheritdoc/>
    public bool Equals(ComparisonQuery? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>As in an address, without the question mark; empty for <see cref="All"/>.</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Kinds.IsEmpty ? null : $"group={string.Join(',', Kinds.Select(NameOf))}",
            Text.Length == 0 ? null : $"q={Uri.EscapeDataString(Text)}",
            Bound.Factor.Equals(SlownessBound.Default.Factor) ? null : $"factor={Bound.Factor}",
            Bound.AtLeast == SlownessBound.Default.AtLeast ? null : $"ms={Bound.AtLeast.TotalMilliseconds}",
        ];
        return string.Join('&', parts.OfType<string>());
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
