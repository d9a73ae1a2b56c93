using System.Collections.Immutable;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Components.Walls;

/// <summary>What somebody enters to share a wall.</summary>
public sealed class ShareInput
{
    private readonly HashSet<string> _inventories = new(StringComparer.Ordinal);

    /// <summary>For people.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The scan; empty for the latest of inventories.</summary>
    public string Scan { get; set; } = string.Empty;

    /// <summary>Names of inventories; none for all.</summary>
    public IReadOnlySet<string> Inventories => _inventories;

    /// <summary>Whether each of several inventories is a view of its own.</summary>
    public bool IsInTurns { get; set; }

    /// <summary>Which devices.</summary>
    public string Filter { get; set; } = string.Empty;

    /// <summary>After how many days it ends; 0 for never.</summary>
    public int Days { get; set; } = 30;

    /// <summary>Light or dark.</summary>
    public WallTheme Theme { get; set; }

    /// <summary>Whether addresses are left out.</summary>
    public bool IsRedacted { get; set; }

    /// <summary>Whether what newly fails is heard.</summary>
    public bool HasSound { get; set; }

    /// <summary>Takes an inventory in, or out.</summary>
    public void Choose(string name, bool isChosen)
    {
        if (isChosen)
        {
            _inventories.Add(name);
        }
        else
        {
            _inventories.Remove(name);
        }
    }

    /// <summary>The link that is wanted.</summary>
    /// <param name="now">The present, in UTC.</param>
    /// <param name="by">Who wants it.</param>
    public ShareLinkDraft ToDraft(DateTimeOffset now, string? by) => new()
    {
        Name = Name,
        Plan = new WallPlan { Views = Views(), IsRedacted = IsRedacted, Theme = Theme, HasSound = HasSound },
        ExpiresAt = Days > 0 ? now.AddDays(Days) : null,
        CreatedBy = by,
    };

    private ImmutableArray<WallView> Views()
    {
        var filter = Filter.Trim();
        if (Guid.TryParse(Scan, out var scan))
        {
            return [new WallView { Scan = scan, Filter = filter }];
        }

        var names = Inventories.Order(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        return IsInTurns && names.Length > 1
            ? [.. names.Select(name => new WallView { Inventories = [name], Filter = filter })]
            : [new WallView { Inventories = names, Filter = filter }];
    }
}
