using System.Text.Json;
using System.Text.Json.Serialization;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.ShareLinks;

/// <summary>Links as rows.</summary>
internal static class ShareLinkCodec
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static StoredShareLink Pack(ShareLink link, string tokenHash) => new()
    {
        Id = link.Id,
        TokenHash = tokenHash,
        Name = StorableText.Of(link.Name),
        Plan = StorableText.Of(JsonSerializer.Serialize(link.Plan, s_json)),
        CreatedAt = link.CreatedAt,
        CreatedBy = link.CreatedBy is { } name ? StorableText.Of(name) : null,
        ExpiresAt = link.ExpiresAt,
        RevokedAt = link.RevokedAt,
        LastSeenAt = link.LastSeenAt,
    };

    public static ShareLink Unpack(StoredShareLink row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Plan = JsonSerializer.Deserialize<WallPlan>(row.Plan, s_json) ?? throw new JsonException("A plan is missing."),
        CreatedAt = row.CreatedAt,
        CreatedBy = row.CreatedBy,
        ExpiresAt = row.ExpiresAt,
        RevokedAt = row.RevokedAt,
        LastSeenAt = row.LastSeenAt,
    };
}
