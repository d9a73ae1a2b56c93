using Microsoft.Extensions.Logging;

namespace NetDashboard.Lab.Devices;

internal static partial class LabLog
{
    [LoggerMessage(EventId = 600, Level = LogLevel.Warning, Message = "Simulated device {Device} could not accept a connection")]
    public static partial void AcceptFailed(this ILogger logger, Exception exception, string device);

    [LoggerMessage(EventId = 601, Level = LogLevel.Error, Message = "A session of simulated device {Device} failed by a defect of the simulation")]
    public static partial void SessionFailed(this ILogger logger, Exception exception, string device);
}
