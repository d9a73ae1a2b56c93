using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NetDashboard.Inventory;
using NetDashboard.Platforms;

namespace NetDashboard.Components.Inventories;

/// <summary>The fields of a filter that can be chosen from a list, and how such a choice is written into the expression.</summary>
internal static partial class QuickChoices
{
    /// <summary>What an inventory offers: fields that tell its devices apart, each with its values.</summary>
    public static ImmutableArray<QuickChoice> Of(DeviceInventory inventory)
    {
        var choices = new QuickChoice[]
        {
            new("site", "Site", "All sites", Distinct(inventory.Devices.Select(device => device.Site))),
            new("tag", "Tag", "All tags", Distinct(inventory.Devices.SelectMany(device => device.Tags))),
            new("platform", "Platform", "All platforms", Distinct(inventory.Devices.SelectMany(device => device.Endpoints).Select(endpoint => endpoint.Platform ?? PlatformCatalog.Generic.Name))),
        };
        return [.. choices.Where(choice => choice.Values.Length > (choice.Field == "platform" ? 1 : 0))];
    }

    /// <summary>The value a field is chosen by, when the expression does so in one condition; else empty.</summary>
    public static string Get(string expression, string field) =>
        Find(expression, field) is [var only] ? only.Groups["value"].Value.Trim('"') : string.Empty;

    /// <summary>The expression with that choice in place of the former one; empty for none.</summary>
    public static string Set(string expression, string field, string value)
    {
        var condition = value.Length == 0 ? string.Empty : $"{field}={Quoted(value)}";
        if (Find(expression, field) is [var former])
        {
            var (before, after) = (expression[..former.Index], expression[(former.Index + former.Length)..]);
            return condition.Length > 0 ? before + condition + after
                : before.Length > 0 ? (TrailingAnd().Replace(before, string.Empty) + after).Trim()
                : LeadingAnd().Replace(after, string.Empty).Trim();
        }

        expression = expression.Trim();
        return condition.Length == 0 ? expression
            : expression.Length == 0 ? condition
            : Either().IsMatch(expression) ? $"({expression}) and {condition}"
            : $"{expression} and {condition}";
    }

    private static List<Match> Find(string expression, string field) =>
        [.. Condition().Matches(expression).Where(match => match.Groups["field"].Value.Equals(field, StringComparison.OrdinalIgnoreCase))];

    private static string Quoted(string value) => Plain().IsMatch(value) ? value : value.Contains('"', StringComparison.Ordinal) ? $"'{value}'" : $"\"{value}\"";

    private static ImmutableArray<string> Distinct(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    [GeneratedRegex("""(?<=^|[\s(])(?<!\bnot\s+)(?<field>[a-z]+)=(?<value>"[^"]*"|[^\s()"'=~]+)(?=$|[\s)])""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\s+(and\s+)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrailingAnd();

    [GeneratedRegex(@"^\s+(and\s+)?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingAnd();

    [GeneratedRegex(@"\bor\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Either();

    [GeneratedRegex(@"^(?!(and|or|not)$)[\w.:/@+-]+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}

/// <summary>A field that can be chosen from a list.</summary>
/// <param name="Field">The word of the expression.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="All">What is said when nothing is chosen.</param>
/// <param name="Values">What there is, in alphabetical order.</param>
public sealed record QuickChoice(string Field, string Label, string All, ImmutableArray<string> Values);
