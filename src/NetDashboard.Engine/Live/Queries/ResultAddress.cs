using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using NetDashboard.Probing;

namespace NetDashboard.Live.Queries;

/// <summary>
/// A query as part of an address, such as <c>status=failed,held&amp;reason=ConnectTimeout&amp;site=ams&amp;q=core&amp;sort=-ssh.ms</c>. Parameters may be
/// repeated; values of sites, tags and platforms are one to a parameter, since a name may have commas.
/// </summary>
public static class ResultAddress
{
    private const int MaxValues = 100;
    private const int MaxLength = 200;
    private const int MaxListLength = 2000;
    private const int MaxShown = 40;
    private const string New = "new";

    private static readonly FrozenDictionary<string, EndpointStatus> s_statuses = Names<EndpointStatus>();
    private static readonly FrozenDictionary<string, ProbeFailure> s_failures = Names<ProbeFailure>();
    private static readonly FrozenDictionary<string, ProbeStage> s_stages = Names<ProbeStage>();

    /// <summary>Names of all parameters; others in an address are somebody else's.</summary>
    public static ImmutableArray<string> Parameters { get; } = ["status", "protocol", "reason", "stage", "site", "tag", "platform", "is", "q", "sort"];

    /// <summary>The query as parameters, in a fixed order, without the question mark; empty for <see cref="ResultQuery.All"/>.</summary>
    public static string Format(ResultQuery query)
    {
        var text = new StringBuilder();
        Append(text, "status", string.Join(',', query.Statuses).ToLowerInvariant());
        Append(text, "protocol", string.Join(',', query.Protocols.Select(Uri.EscapeDataString)));
        Append(text, "reason", string.Join(',', query.Failures));
        Append(text, "stage", string.Join(',', query.Stages));
        AppendEach(text, "site", query.Sites);
        AppendEach(text, "tag", query.Tags);
        AppendEach(text, "platform", query.Platforms);
        Append(text, "is", query.IsNewOnly ? New : string.Empty);
        Append(text, "q", Uri.EscapeDataString(query.Text.Trim()));
        Append(text, "sort", query.Sort?.ToString() ?? string.Empty);
        return text.ToString();
    }

    /// <summary>Reads parameters; what is not known is left out, and told where it is a value of a known parameter.</summary>
    /// <param name="text">With or without the question mark.</param>
    public static ResultReading Parse(string? text)
    {
        var query = ResultQuery.All;
        var remarks = ImmutableArray.CreateBuilder<string>();
        foreach (var part in (text ?? string.Empty).TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part[..equals]);
            var value = equals < 0 ? string.Empty : Decode(part[(equals + 1)..]).Trim();
            if (value.Length == 0 || value.Length > (name is "status" or "reason" or "stage" ? MaxListLength : MaxLength))
            {
                continue;
            }

            query = name switch
            {
                "status" => query with { Statuses = Read(query.Statuses, value, s_statuses, "status", remarks) },
                "reason" => query with { Failures = Read(query.Failures, value, s_failures, "reason", remarks) },
                "stage" => query with { Stages = Read(query.Stages, value, s_stages, "stage", remarks) },
                "protocol" => query with { Protocols = value.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(query.Protocols, Add) },
                "site" => query with { Sites = Add(query.Sites, value) },
                "tag" => query with { Tags = Add(query.Tags, value) },
                "platform" => query with { Platforms = Add(query.Platforms, value) },
                "is" => query with { IsNewOnly = query.IsNewOnly | ReadMark(value, remarks) },
                "q" => query with { Text = value },
                "sort" => query with { Sort = ReadSort(value, remarks) },
                _ => query,
            };
        }

        return new ResultReading(query, remarks.DrainToImmutable());
    }

    private static FrozenDictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static ImmutableArray<T> Add<T>(ImmutableArray<T> values, T value) =>
        values.Contains(value) || values.Length >= MaxValues ? values : values.Add(value);

    private static ImmutableArray<T> Read<T>(
        ImmutableArray<T> values, string text, FrozenDictionary<string, T> names, string parameter, ImmutableArray<string>.Builder remarks)
    {
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (names.TryGetValue(word, out var value))
            {
                values = Add(values, value);
            }
            else
            {
                Remark(remarks, $"There is no {parameter} '{Shown(word)}'; it was left out of the filter.");
            }
        }

        return values;
    }

    private static bool ReadMark(string text, ImmutableArray<string>.Builder remarks)
    {
        var isNew = text.Equals(New, StringComparison.OrdinalIgnoreCase);
        if (!isNew)
        {
            Remark(remarks, $"There is no mark '{Shown(text)}'; it was left out of the filter.");
        }

        return isNew;
    }

    private static ResultSort? ReadSort(string text, ImmutableArray<string>.Builder remarks)
    {
        var sort = ResultSort.Parse(text);
        if (sort is null)
        {
            Remark(remarks, $"Rows cannot be ordered by '{Shown(text)}'; they stand in the order of the inventory.");
        }

        return sort;
    }

    private static void Remark(ImmutableArray<string>.Builder remarks, string remark)
    {
        if (remarks.Count < MaxValues && !remarks.Contains(remark))
        {
            remarks.Add(remark);
        }
    }

    private static string Shown(string text) => DeviceText.Clean(text.Length <= MaxShown ? text : text[..MaxShown] + "...");

    private static void AppendEach(StringBuilder text, string name, ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            Append(text, name, Uri.EscapeDataString(value));
        }
    }

    private static void Append(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
        {
            text.Append(text.Length == 0 ? string.Empty : "&").Append(name).Append('=').Append(value);
        }
    }
}

/// <summary>What an address asks for.</summary>
/// <param name="Query">The query.</param>
/// <param name="Remarks">What was left out and why, in sentences for people.</param>
public sealed record ResultReading(ResultQuery Query, ImmutableArray<string> Remarks);
