using Microsoft.Extensions.Logging;

namespace NetDashboard.Storage;

/// <summary>Log lines of this folder; event ids 400 to 499.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(EventId = 400, Level = LogLevel.Information, Message = "Scans are kept in {Place}")]
    public static partial void StoreOpened(this ILogger<ScanStore> logger, string place);

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "Updating the tables in {Place}: {Migrations}")]
    public static partial void Migrating(this ILogger<ScanStore> logger, string place, string migrations);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Scan {Scan} was under way when NetDashboard ended; it is marked as interrupted")]
    public static partial void ScanInterrupted(this ILogger<ScanStore> logger, Guid scan);

    [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "Nothing can be kept for now, scans wait: {Reason}")]
    public static partial void StoreBehind(this ILogger<ScanStore> logger, Exception exception, string reason);

    [LoggerMessage(EventId = 404, Level = LogLevel.Information, Message = "Everything is kept again, after {Seconds:0.0} s")]
    public static partial void StoreCaughtUp(this ILogger<ScanStore> logger, double seconds);

    [LoggerMessage(EventId = 405, Level = LogLevel.Warning, Message = "The store cannot be opened yet: {Reason}")]
    public static partial void StoreNotYetOpen(this ILogger<ScanStore> logger, string reason);

    [LoggerMessage(EventId = 406, Level = LogLevel.Warning, Message = "{Waiting} results could not be kept before the end: {Reason} They were not shown either")]
    public static partial void StoreGaveUp(this ILogger<ScanStore> logger, int waiting, string? reason);

    [LoggerMessage(EventId = 407, Level = LogLevel.Error, Message = "Kept scans cannot be loaded; they stay in the store")]
    public static partial void LoadingBroken(this ILogger<ScanStore> logger, Exception exception);
}
