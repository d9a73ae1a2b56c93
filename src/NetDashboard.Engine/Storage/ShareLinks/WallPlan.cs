using System.Collections.Immutable;
using NetDashboard.Scanning.Filters;

namespace NetDashboard.Storage.ShareLinks;

/// <summary>What a wall shows, and how.</summary>
public sealed record WallPlan
{
    /// <summary>The most views of one wall.</summary>
    public const int MaxViews = 12;

    /// <summary>The longest <see cref="RotateSeconds"/>: an hour.</summary>
    public const int MaxRotateSeconds = 3600;

    private const int Midnight = 24;

    /// <summary>One picture each, in their turn; 1 to <see cref="MaxViews"/>.</summary>
    public required ImmutableArray<WallView> Views { get; init; }

    /// <summary>Whether addresses are left out, also where a name is one.</summary>
    public bool IsRedacted { get; init; }

    /// <summary>Light or dark; default dark.</summary>
    public WallTheme Theme { get; init; }

    /// <summary>With <see cref="WallTheme.Hours"/>: the hour from which it is light, 0 to 24, local time of the screen; default 7.</summary>
    public int LightFrom { get; init; } = 7;

    /// <summary>With <see cref="WallTheme.Hours"/>: the hour from which it is dark, 0 to 24; default 19.</summary>
    public int LightUntil { get; init; } = 19;

    /// <summary>How long each of several views stays, 5 to <see cref="MaxRotateSeconds"/> s; 0 to stay with the first. Default 20.</summary>
    public int RotateSeconds { get; init; } = 20;

    /// <summary>Whether newly failing devices are heard; default not.</summary>
    public bool HasSound { get; init; }

    /// <summary>What is wrong with it, for people; <see langword="null"/> when nothing is.</summary>
    public string? FindFault() => this switch
    {
        { Views: { IsDefaultOrEmpty: true } or { Length: > MaxViews } } => $"A wall has 1 to {MaxViews} views.",
        { RotateSeconds: not 0 and (< 5 or > MaxRotateSeconds) } => $"Views change after 5 to {MaxRotateSeconds} seconds, or not at all (0).",
        { LightFrom: < 0 or > Midnight } or { LightUntil: < 0 or > Midnight } => $"Hours are 0 to {Midnight}.",
        _ => Views.Select(view => view.FindFault()).FirstOrDefault(fault => fault is not null),
    };
}

/// <summary>Light or dark.</summary>
public enum WallTheme
{
    /// <summary>Dark at all hours.</summary>
    Dark,

    /// <summary>Light at all hours.</summary>
    Light,

    /// <summary>Light by day, dark by night.</summary>
    Hours,
}

/// <summary>One picture of a wall: a scan, or the latest that is known of inventories.</summary>
public sealed record WallView
{
    /// <summary>The longest <see cref="Filter"/>, in characters.</summary>
    public const int MaxFilter = 1000;

    /// <summary>Names the scan; <see langword="null"/> for the latest state of <see cref="Inventories"/>.</summary>
    public Guid? Scan { get; init; }

    /// <summary>Names of inventories in the library; empty for all that were scanned.</summary>
    public ImmutableArray<string> Inventories { get; init; } = [];

    /// <summary>Chooses devices, in the language of <see cref="DeviceFilter"/>; empty for all.</summary>
    public string Filter { get; init; } = string.Empty;

    /// <summary>What is wrong with it, for people; <see langword="null"/> when nothing is.</summary>
    public string? FindFault() => this switch
    {
        { Inventories.IsDefault: true } or { Filter: null } => "A view says which inventories and which filter.",
        { Scan: not null, Inventories.Length: > 0 } => "A view shows a scan or inventories, not both.",
        { Filter.Length: > MaxFilter } => $"A filter has at most {MaxFilter} characters.",
        _ => FindFilterFault(),
    };

    private string? FindFilterFault()
    {
        try
        {
            DeviceFilter.Parse(Filter);
            return null;
        }
        catch (FilterException e)
        {
            return e.Message;
        }
    }
}
