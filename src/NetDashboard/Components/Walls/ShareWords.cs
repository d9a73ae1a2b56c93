using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Components.Walls;

/// <summary>Share links in words.</summary>
internal static class ShareWords
{
    /// <summary>What a wall shows.</summary>
    public static string WhatOf(WallPlan plan) => string.Join("; ", plan.Views.Select(WhatOf));

    /// <summary>How it shows that, where it is other than usual.</summary>
    public static string HowOf(WallPlan plan)
    {
        string?[] parts =
        [
            plan.IsRedacted ? "no addresses" : null,
            plan.Theme is WallTheme.Light ? "light" : plan.Theme is WallTheme.Hours ? $"light {plan.LightFrom}–{plan.LightUntil} h" : null,
            plan.Views.Length > 1 && plan.RotateSeconds > 0 ? $"every {plan.RotateSeconds} s" : null,
            plan.HasSound ? "sound" : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>Whether a link opens its wall, as it looks everywhere.</summary>
    public static (string Word, StatusLook Look) LookOf(ShareLinkState state) => state switch
    {
        ShareLinkState.Revoked => ("Revoked", StatusLook.Of(EndpointStatus.Cancelled)),
        ShareLinkState.Expired => ("Expired", StatusLook.Of(EndpointStatus.Held)),
        _ => ("Valid", StatusLook.Of(EndpointStatus.Ok)),
    };

    private static string WhatOf(WallView view)
    {
        var what = view.Scan is { } scan ? $"Scan {scan:D}" : view.Inventories.IsEmpty ? "All inventories" : string.Join(", ", view.Inventories);
        return view.Filter.Length > 0 ? $"{what} where {view.Filter}" : what;
    }
}
