using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>One file to read.</summary>
/// <param name="Name">Name shown in findings.</param>
/// <param name="Content">The file's bytes.</param>
/// <param name="Folder">Folder that relative paths inside the file start from; <see langword="null"/> when they have none (an upload).</param>
public sealed record InventorySource(string Name, ReadOnlyMemory<byte> Content, string? Folder = null)
{
    /// <summary>Name of the format to read the file as; <see langword="null"/> to recognise it by content.</summary>
    public string? Format { get; init; }
}

/// <summary>The outcome of reading inventory files.</summary>
/// <param name="Inventory">The inventory; <see langword="null"/> when a finding is an error, so that nothing is half-accepted.</param>
/// <param name="Findings">All findings, ordered by file, line and column.</param>
public sealed record InventoryReading(DeviceInventory? Inventory, ImmutableArray<InventoryFinding> Findings)
{
    /// <summary>What was made of each file, in the order they were given.</summary>
    public ImmutableArray<InventoryFileReading> Files { get; init; } = [];

    /// <summary>Files on the disk that the remarks depend on, the first of them; empty when the disk was not looked at.</summary>
    internal ImmutableArray<FileLook> Looks { get; init; } = [];
}

/// <summary>What was made of one file.</summary>
/// <param name="Name">Name shown in findings.</param>
/// <param name="Format">Name of the format it was read as; <see langword="null"/> when it could not be read at all.</param>
/// <param name="IsChosen">Whether the format was asked for; otherwise it was recognised by content.</param>
/// <param name="Devices">Devices that this file gives an endpoint to.</param>
/// <param name="Endpoints">Endpoints that stand in this file.</param>
public sealed record InventoryFileReading(string Name, string? Format, bool IsChosen, int Devices, int Endpoints)
{
    /// <summary>
    /// What of the decoded text must not be stored in clear, in order and without overlap: comments, and every value but those of keys that are
    /// known to hold no secret. A value that is one whole reference is none of these. Empty when the file could not be read, and when it was read from disk for a command, which stores nothing.
    /// </summary>
    internal ImmutableArray<SecretSpan> SecretSpans { get; init; } = [];

    /// <summary>Names of the kept credentials it refers to, there or not, the first 1000.</summary>
    internal ImmutableArray<string> Credentials { get; init; } = [];
}

/// <summary>What was found where a file was looked for.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="IsThere">Whether it was there.</param>
internal readonly record struct FileLook(string Path, bool IsThere);

/// <summary>A part of a decoded text that must not be stored in clear.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
/// <param name="IsComment">Whether it is a comment, to be blanked; otherwise a value as written, with its quotes.</param>
internal readonly record struct SecretSpan(int Start, int End, bool IsComment)
{
    /// <summary>The value with quotes and escapes resolved, as the reader takes it; empty for a comment.</summary>
    public string Text { get; init; } = string.Empty;
}

/// <summary>A kind of inventory file.</summary>
/// <param name="Name">The word it is asked for by.</param>
/// <param name="Title">Its name for people.</param>
public sealed record InventoryFormatName(string Name, string Title);
