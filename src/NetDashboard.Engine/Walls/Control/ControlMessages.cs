using System.Text.Json;
using System.Text.Json.Serialization;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Walls.Control;

/// <summary>A link just made.</summary>
/// <param name="Link">The link.</param>
/// <param name="Address">What opens its wall, the token in it; told here and never again.</param>
/// <param name="IsLocal">Whether screens elsewhere cannot open it.</param>
public sealed record MadeShare(ShareLink Link, string Address, bool IsLocal)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Link.Name} ({Link.Id})";
}

/// <summary>A link in the list.</summary>
/// <param name="Link">The link.</param>
/// <param name="State">Whether it opens its wall now.</param>
/// <param name="Screens">How many screens show it now.</param>
public sealed record ListedShare(ShareLink Link, ShareLinkState State, int Screens);

/// <summary>A new end for a link.</summary>
/// <param name="ExpiresAt">When it ends, in UTC, in the future; <see langword="null"/> for never.</param>
public sealed record ShareRenewal(DateTimeOffset? ExpiresAt);

/// <summary>Why an order is not carried out.</summary>
/// <param name="Reason">For people.</param>
public sealed record ControlRefusal(string Reason);

/// <summary>How orders and answers are written.</summary>
public static class ControlJson
{
    /// <summary>For every message.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
