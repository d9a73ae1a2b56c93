using Microsoft.Extensions.Logging;

namespace NetDashboard.Probing;

/// <summary>Log lines of this folder; event ids 100 to 199.</summary>
internal static partial class ProbeLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Debug, Message = "Probed {Device} over {Protocol}: {Failure} in {DurationMs:0.0} ms")]
    public static partial void ProbeFinished(this ILogger<ProbeRunner> logger, string device, string protocol, ProbeFailure failure, double durationMs);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "The {Protocol} probe crashed on {Device}")]
    public static partial void ProbeCrashed(this ILogger<ProbeRunner> logger, Exception exception, string protocol, string device);
}
