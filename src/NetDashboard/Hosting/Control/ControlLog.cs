namespace NetDashboard.Hosting.Control;

/// <summary>What is told of the socket for commands.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(EventId = 540, Level = LogLevel.Warning, Message = "Commands such as 'share' cannot reach this dashboard: {Reason}")]
    public static partial void ControlClosed(this ILogger<ControlHost> logger, string reason);

    [LoggerMessage(EventId = 541, Level = LogLevel.Error, Message = "An order of a command failed")]
    public static partial void OrderFailed(this ILogger<ControlHost> logger, Exception exception);
}
