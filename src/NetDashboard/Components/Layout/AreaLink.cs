using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace NetDashboard.Components.Layout;

/// <summary>A link to an area of several addresses; the current one on each of their pages.</summary>
/// <param name="navigation">Makes addresses whole.</param>
public sealed class AreaLink(NavigationManager navigation) : NavLink
{
    /// <summary>What belongs to the area besides the link's own address, from the root of the site; for example <c>/compare</c>.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Others { get; set; }

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute) => base.ShouldMatch(uriAbsolute) || Others.Any(other => IsWithin(new Uri(uriAbsolute).AbsolutePath, navigation.ToAbsoluteUri(other).AbsolutePath));

    private static bool IsWithin(string path, string area) => path.Equals(area, StringComparison.OrdinalIgnoreCase) || path.StartsWith(area + '/', StringComparison.OrdinalIgnoreCase);
}
