using Microsoft.AspNetCore.Diagnostics;

namespace NetDashboard.Components.Pages;

/// <summary>Answers of pages that have something to say themselves.</summary>
internal static class PageAnswer
{
    /// <summary>Answers with a status and the page as it is; without this, the page for what is not found would take its place.</summary>
    public static void Say(this HttpContext request, int status)
    {
        if (!request.Response.HasStarted)
        {
            request.Response.StatusCode = status;
            if (request.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }
        }
    }
}
