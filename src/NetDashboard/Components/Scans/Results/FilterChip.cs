using System.Collections.Immutable;
using NetDashboard.Components.Statuses;
using NetDashboard.Live.Queries;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Components.Scans.Results;

/// <summary>One condition of a query that can be taken away by itself.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">What it asks for.</param>
/// <param name="Rest">The query without it.</param>
public sealed record FilterChip(string Name, string Value, ResultQuery Rest)
{
    /// <summary>The conditions of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="titleOf">A protocol's name for people.</param>
    public static ImmutableArray<FilterChip> Of(ResultQuery query, Func<string, string> titleOf) =>
    [
        .. query.Statuses.Select(value => new FilterChip("Status", StatusLook.Of(value).Word, query with { Statuses = query.Statuses.Remove(value) })),
        .. query.Failures.Select(value => new FilterChip("Reason", TitleOf(value), query with { Failures = query.Failures.Remove(value) })),
        .. query.Stages.Select(value => new FilterChip("Ended in", TitleOf(value), query with { Stages = query.Stages.Remove(value) })),
        .. query.Protocols.Select(value => new FilterChip("Protocol", titleOf(value), query with { Protocols = query.Protocols.Remove(value, StringComparer.Ordinal) })),
        .. query.IsNewOnly ? [new FilterChip("Compared", "Newly failing", query with { IsNewOnly = false })] : Array.Empty<FilterChip>(),
        .. query.Sites.Select(value => new FilterChip("Site", value, query with { Sites = query.Sites.Remove(value, StringComparer.Ordinal) })),
        .. query.Tags.Select(value => new FilterChip("Tag", value, query with { Tags = query.Tags.Remove(value, StringComparer.Ordinal) })),
        .. query.Platforms.Select(value => new FilterChip("Platform", PlatformCatalog.Find(value)?.Title ?? value, query with { Platforms = query.Platforms.Remove(value, StringComparer.Ordinal) })),
    ];

    /// <summary>A reason in words.</summary>
    public static string TitleOf(ProbeFailure failure) => FailureGuide.Of(failure)?.Title ?? "None";

    /// <summary>A stage in words.</summary>
    public static string TitleOf(ProbeStage stage) => stage switch
    {
        ProbeStage.Resolve => "Name lookup",
        ProbeStage.KeyExchange => "Key exchange",
        ProbeStage.HostKey => "Host key check",
        _ => stage.ToString(),
    };
}
