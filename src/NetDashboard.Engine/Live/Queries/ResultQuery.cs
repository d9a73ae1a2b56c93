using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Live.Queries;

/// <summary>
/// Which results of a scan to show, and in which order. Values of one condition are joined by "or", conditions by "and". Equal when they ask
/// for the same in the same words.
/// </summary>
public sealed record ResultQuery
{
    /// <summary>Everything, in the order of the inventory.</summary>
    public static ResultQuery All { get; } = new();

    /// <summary>Statuses; empty for any.</summary>
    public ImmutableArray<EndpointStatus> Statuses { get; init; } = [];

    /// <summary>Protocols in lower case; empty for any.</summary>
    public ImmutableArray<string> Protocols { get; init; } = [];

    /// <summary>Reasons of the last check; empty for any.</summary>
    public ImmutableArray<ProbeFailure> Failures { get; init; } = [];

    /// <summary>Stages the last check ended in; empty for any.</summary>
    public ImmutableArray<ProbeStage> Stages { get; init; } = [];

    /// <summary>Sites as the inventory writes them, case ignored; empty for any.</summary>
    public ImmutableArray<string> Sites { get; init; } = [];

    /// <summary>Tags, case ignored; empty for any.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Platform names, case ignored; empty for any.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Only what fails and did not in the scan before; see <see cref="Baseline.IsNewlyFailing"/>.</summary>
    public bool IsNewOnly { get; init; }

    /// <summary>Words that must all stand in the device's name, host, site or tags, or in the endpoint's prompt, reason or words; case ignored.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The order; <see langword="null"/> for that of the inventory, newly failing first where a scan before is known.</summary>
    public ResultSort? Sort { get; init; }

    /// <summary>Whether every row is shown, in whatever order.</summary>
    public bool HasNoConditions =>
        Statuses.IsEmpty && Protocols.IsEmpty && Failures.IsEmpty && Stages.IsEmpty && Sites.IsEmpty && Tags.IsEmpty && Platforms.IsEmpty
        && !IsNewOnly && string.IsNullOrWhiteSpace(Text);

    /// <summary>Whether new results can change which rows are shown, or their order.</summary>
    public bool FollowsResults =>
        !Statuses.IsEmpty || !Failures.IsEmpty || !Stages.IsEmpty || IsNewOnly || !string.IsNullOrWhiteSpace(Text) || Sort is { FollowsResults: true };

    /// <summary>This query without its conditions, in the same order.</summary>
    public ResultQuery WithoutConditions() => All with { Sort = Sort };

    /// <summary>A value in or out of the values of a condition.</summary>
    public static ImmutableArray<T> Toggle<T>(ImmutableArray<T> values, T value) => values.Contains(value) ? values.Remove(value) : values.Add(value);

    /// <summary>The rows to show, in their order.</summary>
    /// <param name="layout">The scan's shape.</param>
    /// <param name="states">All its endpoints, in the order of the layout.</param>
    /// <param name="baseline">The scan before; without an order of its own, what fails newly comes first. <see langword="null"/> for none.</param>
    /// <returns>Indexes of devices.</returns>
    public int[] Rows(ScanLayout layout, IReadOnlyList<EndpointState> states, Baseline? baseline = null)
    {
        var matcher = new ResultMatcher(this, layout, baseline);
        var rows = new List<int>(layout.Devices.Length);
        for (var row = 0; row < layout.Devices.Length; row++)
        {
            if (HasNoConditions || matcher.MatchesRow(row, states))
            {
                rows.Add(row);
            }
        }

        var shown = rows.ToArray();
        if (Sort is not null)
        {
            RowSorter.Sort(shown, Sort, layout, states);
        }
        else if (baseline is not null)
        {
            RowSorter.PutNewFirst(shown, layout, states, baseline);
        }

        return shown;
    }

    /// <summary>The endpoints that match, row by row in the order of the rows.</summary>
    /// <param name="layout">The scan's shape.</param>
    /// <param name="states">All its endpoints, in the order of the layout.</param>
    /// <param name="baseline">The scan before, as in <see cref="Rows"/>.</param>
    /// <returns>Their states.</returns>
    public IEnumerable<EndpointState> Endpoints(ScanLayout layout, IReadOnlyList<EndpointState> states, Baseline? baseline = null)
    {
        var matcher = new ResultMatcher(this, layout, baseline);
        foreach (var row in Rows(layout, states, baseline))
        {
            for (var column = 0; column < layout.Protocols.Length; column++)
            {
                if (layout.EndpointAt(row, column) is >= 0 and var index && matcher.Matches(states[index]))
                {
                    yield return states[index];
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(ResultQuery? other) => other is not null && ResultAddress.Format(this) == ResultAddress.Format(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ResultAddress.Format(this));

    /// <summary>As in an address, without the question mark.</summary>
    public override string ToString() => ResultAddress.Format(this);
}
