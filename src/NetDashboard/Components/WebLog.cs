using NetDashboard.Components.Inventories;
using NetDashboard.Components.Scans;

namespace NetDashboard.Components;

/// <summary>Log lines of the web host; event ids 500 to 599.</summary>
internal static partial class WebLog
{
    [LoggerMessage(EventId = 500, Level = LogLevel.Error, Message = "The live feed of scan {Scan} broke")]
    public static partial void FeedBroken(this ILogger<ScanView> logger, Exception exception, Guid scan);

    [LoggerMessage(EventId = 501, Level = LogLevel.Error, Message = "The live feed of the inventories broke")]
    public static partial void LibraryFeedBroken(this ILogger<LibraryView> logger, Exception exception);
}
