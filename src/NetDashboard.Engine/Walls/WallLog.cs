using Microsoft.Extensions.Logging;

namespace NetDashboard.Walls;

/// <summary>Log lines of this folder; event ids 600 to 609.</summary>
internal static partial class WallLog
{
    [LoggerMessage(EventId = 600, Level = LogLevel.Warning, Message = "The wall of link {Link} cannot be painted for now; tried again every second")]
    public static partial void WallBroken(this ILogger<WallDesk> logger, Exception exception, Guid link);
}
