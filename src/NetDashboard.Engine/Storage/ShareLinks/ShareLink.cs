namespace NetDashboard.Storage.ShareLinks;

/// <summary>A link that shares a wall with whoever holds it. Its token is told once, when it is made.</summary>
public sealed record ShareLink
{
    /// <summary>Names it; no secret.</summary>
    public required Guid Id { get; init; }

    /// <summary>For people: where the screen hangs, or whose it is.</summary>
    public required string Name { get; init; }

    /// <summary>What its wall shows.</summary>
    public required WallPlan Plan { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it ends, in UTC; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, in UTC; <see langword="null"/> while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When a screen showed it last, in UTC, to the minute; <see langword="null"/> when none did.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Whether it opens its wall.</summary>
    /// <param name="now">The present, in UTC.</param>
    public ShareLinkState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? ShareLinkState.Revoked : ExpiresAt <= now ? ShareLinkState.Expired : ShareLinkState.Valid;
}

/// <summary>Whether a link opens its wall.</summary>
public enum ShareLinkState
{
    /// <summary>It does.</summary>
    Valid,

    /// <summary>Somebody took it back.</summary>
    Revoked,

    /// <summary>Its time is over.</summary>
    Expired,
}

/// <summary>A link just made.</summary>
/// <param name="Link">The link.</param>
/// <param name="Token">What opens it; told here and never again.</param>
public sealed record NewShareLink(ShareLink Link, string Token)
{
    /// <summary>Where its wall is.</summary>
    public string Path => $"/wall/{Token}";

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Link.Name} ({Link.Id})";
}
