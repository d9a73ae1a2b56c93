using Microsoft.Extensions.Logging;

namespace NetDashboard.Inventory.Files;

/// <summary>What the library says in the log; never a value of a file.</summary>
internal static partial class LibraryLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{File} cannot be used as it is now ({Errors} errors, first at line {Line}); its last good version stays in use")]
    public static partial void FileBroke(this ILogger<InventoryLibrary> logger, string file, int errors, int line);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{File} can be used again: {Devices} devices")]
    public static partial void FileMended(this ILogger<InventoryLibrary> logger, string file, int devices);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The system does not tell of changes in {Folder} ({Reason}); it is looked through every second")]
    public static partial void WatchingByLooking(this ILogger<InventoryLibrary> logger, string folder, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "The version of {Inventory} was not remembered: {Reason}")]
    public static partial void VersionNotKept(this ILogger<InventoryLibrary> logger, string inventory, string reason);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "{Upload} was not accepted: without its secrets it does not read the same")]
    public static partial void UploadNotTheSame(this ILogger<InventoryLibrary> logger, string upload);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "Looking through {Folder} failed; the next look is in a second")]
    public static partial void LookFailed(this ILogger<InventoryLibrary> logger, Exception e, string folder);
}
