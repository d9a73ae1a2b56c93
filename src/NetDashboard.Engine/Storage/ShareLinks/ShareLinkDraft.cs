namespace NetDashboard.Storage.ShareLinks;

/// <summary>A link that somebody wants.</summary>
public sealed record ShareLinkDraft
{
    /// <summary>The longest <see cref="Name"/>, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>For people: 1 to <see cref="MaxName"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>What its wall shows.</summary>
    public required WallPlan Plan { get; init; }

    /// <summary>When it ends, in UTC, in the future; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who makes it, as they call themselves; <see langword="null"/> when nobody says.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>What is wrong with it, for people; <see langword="null"/> when nothing is.</summary>
    /// <param name="now">The present, in UTC.</param>
    public string? FindFault(DateTimeOffset now) => this switch
    {
        { Name: var name } when string.IsNullOrWhiteSpace(name) || name.Trim().Length > MaxName => $"A link has a name of 1 to {MaxName} characters.",
        { ExpiresAt: { } end } when end <= now => "A link must end in the future.",
        _ => Plan.FindFault(),
    };
}
