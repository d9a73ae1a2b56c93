using System.Collections.Immutable;

namespace NetDashboard.Inventory.Files;

/// <summary>One inventory of the library.</summary>
/// <param name="Name">File name, unique within the library.</param>
/// <param name="IsUpload">Whether it was uploaded and is the library's own; otherwise it is a file of the folder, which only its owner changes.</param>
/// <param name="LastWriteTime">When it last changed, in UTC.</param>
/// <param name="Size">In bytes, as it was written.</param>
public sealed record InventoryEntry(string Name, bool IsUpload, DateTimeOffset LastWriteTime, long Size)
{
    /// <summary>Whether it has been read; until then everything below is empty. <see cref="InventoryLibrary.RefreshAsync"/> reads what is not.</summary>
    public bool IsRead { get; init; }

    /// <summary>Name of the format it was read as, see <see cref="InventoryReader.Formats"/>; <see langword="null"/> when it could not be read at all.</summary>
    public string? Format { get; init; }

    /// <summary>Whether that format was chosen by a person; otherwise it was recognised by content.</summary>
    public bool IsFormatChosen { get; init; }

    /// <summary>Devices of the version in use; 0 when there is none.</summary>
    public int Devices { get; init; }

    /// <summary>Endpoints of the version in use, by protocol, in alphabetical order.</summary>
    public ImmutableArray<ProtocolCount> Protocols { get; init; } = [];

    /// <summary>Findings about the present text, also where an older version is in use.</summary>
    public ImmutableArray<InventoryFinding> Findings { get; init; } = [];

    /// <summary>Since when the present text cannot be used, in UTC; <see langword="null"/> when it can.</summary>
    public DateTimeOffset? BrokenSince { get; init; }

    /// <summary>When the version in use was written, in UTC, if that is not the present text but the last good one; else <see langword="null"/>.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Whether there is a version that can be scanned.</summary>
    public bool IsUsable => IsRead && (BrokenSince is null || LastGood is not null);
}

/// <summary>How many endpoints of an inventory speak a protocol.</summary>
/// <param name="Protocol">In lower case: <c>ssh</c>, <c>telnet</c>.</param>
/// <param name="Endpoints">At least 1.</param>
public sealed record ProtocolCount(string Protocol, int Endpoints);

/// <summary>One of several files that are uploaded together.</summary>
/// <param name="Name">The name it came with; any path in it is dropped and unusual characters are replaced.</param>
/// <param name="Content">The file, read to its end.</param>
public sealed record UploadFile(string Name, Stream Content);

/// <summary>What came of an upload.</summary>
/// <param name="Name">The name the library gave it: the one it came with, made safe and distinct from the files'.</param>
/// <param name="Reading">What was read; the upload was taken into the library only when it has an inventory.</param>
public sealed record InventoryUpload(string Name, InventoryReading Reading);

/// <summary>What came of a change to the library.</summary>
/// <param name="Name">The name of the inventory after the change.</param>
/// <param name="Problem">Why nothing was changed, for people; <see langword="null"/> when it was.</param>
public sealed record LibraryOutcome(string Name, string? Problem = null)
{
    /// <summary>Whether the change was made.</summary>
    public bool IsDone => Problem is null;
}

/// <summary>An inventory without its secrets, to take away.</summary>
/// <param name="Name">File name.</param>
/// <param name="Text">The text with <c>${secret:N}</c> in place of secrets and without comments; <see langword="null"/> when there is a problem.</param>
/// <param name="Problem">Why there is no text, for people; <see langword="null"/> when there is.</param>
public sealed record InventoryDownload(string Name, string? Text, string? Problem = null);
