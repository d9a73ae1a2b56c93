namespace NetDashboard.Storage.Model;

/// <summary>A link that shares a wall. Its token is not here: whoever reads the store cannot open the wall.</summary>
internal sealed class StoredShareLink
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the token, in lower-case hexadecimal. Enough without salt or stretching, for the token is 256 random bits.</summary>
    public required string TokenHash { get; init; }

    public required string Name { get; set; }

    /// <summary>What the wall shows and how, as JSON; see <see cref="ShareLinks.WallPlan"/>.</summary>
    public required string Plan { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it, as they call themselves.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it ends; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was taken back; <see langword="null"/> while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When a screen showed it last, within a minute.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
}
