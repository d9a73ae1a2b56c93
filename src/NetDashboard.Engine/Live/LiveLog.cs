using Microsoft.Extensions.Logging;

namespace NetDashboard.Live;

/// <summary>Log lines of this folder; event ids 300 to 399.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Scan {Scan}, run {Run}: {Endpoints} endpoints of {Title}")]
    public static partial void RunBegun(this ILogger<ScanService> logger, Guid scan, int run, int endpoints, string title);

    [LoggerMessage(EventId = 301, Level = LogLevel.Information, Message = "Scan {Scan}, run {Run}: {State}; {Ok} ok, {NotOk} not ok")]
    public static partial void RunEnded(this ILogger<ScanService> logger, Guid scan, int run, ScanState state, int ok, int notOk);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "Scan {Scan}, run {Run} was ended by a defect")]
    public static partial void RunBroken(this ILogger<ScanService> logger, Exception exception, Guid scan, int run);

    [LoggerMessage(EventId = 330, Level = LogLevel.Warning, Message = "Scan {Scan} is shown without a comparison: the scan before cannot be read")]
    public static partial void BaselineBroken(this ILogger<Baselines> logger, Exception exception, Guid scan);
}
