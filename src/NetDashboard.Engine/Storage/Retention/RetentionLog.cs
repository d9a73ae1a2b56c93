using Microsoft.Extensions.Logging;

namespace NetDashboard.Storage.Retention;

/// <summary>Log lines of this folder; event ids 420 to 429.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(
        EventId = 420,
        Level = LogLevel.Information,
        Message = "Removed {Results} old results: {Thinned} scans keep only what was not OK, {Scans} went altogether; {Seconds:0.0} s, the longest piece {LongestMs:0} ms")]
    public static partial void Removed(this ILogger<StoreRetention> logger, long results, int thinned, int scans, double seconds, double longestMs);

    [LoggerMessage(EventId = 421, Level = LogLevel.Warning, Message = "The store is larger than {MaxMebibytes} MiB, though nothing but the last {Scans} scans is left in it")]
    public static partial void StillTooMuch(this ILogger<StoreRetention> logger, int scans, int maxMebibytes);

    [LoggerMessage(EventId = 422, Level = LogLevel.Warning, Message = "Old results cannot be removed for now; tried again in {Minutes:0} min")]
    public static partial void RetentionBroken(this ILogger<StoreRetention> logger, Exception exception, double minutes);
}
