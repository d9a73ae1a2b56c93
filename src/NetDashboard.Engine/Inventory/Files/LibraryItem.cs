using System.Collections.Immutable;
using System.IO.Compression;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>What the library knows of one inventory. The state is replaced whole; whoever replaces it holds the gate.</summary>
internal sealed class LibraryItem
{
    private volatile ItemState? _state;
    private volatile bool _isSuspect;
    private volatile PreparedReading? _prepared;

    /// <summary>Held while the inventory is read, so that no two callers read the same.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>What is known; <see langword="null"/> until it has been read.</summary>
    public ItemState? State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>A reading that was made before it was needed.</summary>
    public PreparedReading? Prepared
    {
        get => _prepared;
        set => _prepared = value;
    }

    /// <summary>Whether it may have changed without looking so from outside.</summary>
    public bool IsSuspect
    {
        get => _isSuspect;
        set => _isSuspect = value;
    }
}

/// <summary>A reading of an upload.</summary>
/// <param name="Change">The change of the upload that it is the reading of.</param>
/// <param name="Reading">The reading.</param>
internal sealed record PreparedReading(long Change, InventoryReading Reading);

/// <summary>What was found when an inventory was last read.</summary>
internal sealed record ItemState
{
    /// <summary>How it looked from outside.</summary>
    public required ItemStamp Stamp { get; init; }

    /// <summary>Hash of its content.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What is shown of it.</summary>
    public required InventoryEntry Listed { get; init; }

    /// <summary>The version in use; <see langword="null"/> when there is none.</summary>
    public GoodVersion? Good { get; init; }

    /// <summary>Names of the kept credentials it refers to, there or not.</summary>
    public ImmutableArray<string> Credentials { get; init; } = [];

    /// <summary>How the kept credentials looked when it was read.</summary>
    public CredentialStamp CredentialStamp { get; init; }

    /// <summary>What was looked for on the disk when it was read.</summary>
    public ImmutableArray<FileLook> Looks { get; init; } = [];

    /// <summary>Whether nothing outside of the inventory itself has changed that it was read with.</summary>
    /// <param name="credentials">How the kept credentials look now.</param>
    public bool Holds(CredentialStamp credentials) =>
        (Credentials.IsEmpty || CredentialStamp == credentials) && Looks.All(static look => look.IsThere == File.Exists(look.Path));
}

/// <summary>A look from outside: cheap, and different after nearly every change.</summary>
/// <param name="IsUpload">Whether it is an upload.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Change">Number of the upload's change; 0 for a file.</param>
/// <param name="Touched">When the system saw a change of the file, in its own count; 0 for an upload.</param>
/// <param name="Format">The chosen format.</param>
internal sealed record ItemStamp(bool IsUpload, long Length, DateTimeOffset Time, long Change, long Touched, string? Format);

/// <summary>A version of an inventory that can be used.</summary>
/// <param name="Number">Unique in the process.</param>
/// <param name="Text">Its bytes, packed; <see langword="null"/> for an upload, which the store has.</param>
/// <param name="Time">When it was written, in UTC.</param>
/// <param name="Format">The format it was chosen to be read as.</param>
internal sealed record GoodVersion(long Number, byte[]? Text, DateTimeOffset Time, string? Format)
{
    /// <summary>Packs a text; inventories shrink to a tenth.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            pack.Write(text);
        }

        return packed.ToArray();
    }

    /// <summary>The text of <see cref="Text"/>.</summary>
    public static ReadOnlyMemory<byte> Unpack(byte[] packed)
    {
        using var text = new MemoryStream();
        using (var unpack = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            unpack.CopyTo(text);
        }

        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }
}
