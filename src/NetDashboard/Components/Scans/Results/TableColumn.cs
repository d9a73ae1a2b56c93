using System.Collections.Immutable;
using NetDashboard.Live;
using NetDashboard.Live.Queries;
using NetDashboard.Probing;

namespace NetDashboard.Components.Scans.Results;

/// <summary>A column of the table of results.</summary>
/// <param name="Key">Class of its cells, by which style sheets size it and a browser hides it.</param>
/// <param name="Title">What its header says.</param>
/// <param name="Sort">The order its header asks for first; <see langword="null"/> when rows are not ordered by it.</param>
public sealed record TableColumn(string Key, string Title, ResultSort? Sort)
{
    /// <summary>The columns of a scan, in their order, the box to pick rows left out.</summary>
    public static ImmutableArray<TableColumn> Of(ScanLayout layout, ProbeCatalog catalog) =>
    [
        new("device", "Device", new ResultSort(ResultSortKey.Device)),
        new("address", "Address", new ResultSort(ResultSortKey.Address)),
        new("platform", "Platform", new ResultSort(ResultSortKey.Platform)),
        .. layout.HasSites ? [new TableColumn("site", "Site", new ResultSort(ResultSortKey.Site))] : Array.Empty<TableColumn>(),
        .. layout.HasTags ? [new TableColumn("tags", "Tags", Sort: null)] : Array.Empty<TableColumn>(),
        .. layout.Protocols.Select(protocol => new TableColumn($"on-{protocol}", catalog.TitleOf(protocol), new ResultSort(ResultSortKey.Status, protocol))),
        new("last-check", "Last check", new ResultSort(ResultSortKey.LastCheck)),
    ];

    /// <summary>Whether an order is by this column, in either direction.</summary>
    public bool IsOrderedBy(ResultSort? sort) =>
        sort is not null && Sort is not null && sort.Protocol == Sort.Protocol && (sort.Key == Sort.Key || (sort.Key, Sort.Key) is (ResultSortKey.Duration, ResultSortKey.Status));
}
