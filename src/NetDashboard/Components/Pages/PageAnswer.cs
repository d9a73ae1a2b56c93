namespace NetDashboard.Components.Pages;

/// <summary>Answers of pages that have something to say themselves.</summary>
internal static class PageAnswer
{
    /// <summary>
    /// Answers with a status and the page as it is. Set at the last moment: a page whose status says "not found" earlier is left out, and that for what is not
    /// found takes its place.
    /// </summary>
    public static void Say(this HttpContext request, int status)
    {
        if (!request.Response.HasStarted)
        {
            request.Response.OnStarting(() =>
            {
                request.Response.StatusCode = status;
                return Task.CompletedTask;
            });
        }
    }
}
