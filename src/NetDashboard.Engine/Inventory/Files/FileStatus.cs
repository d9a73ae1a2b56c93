using System.Runtime.InteropServices;

namespace NetDashboard.Inventory.Files;

/// <summary>What the system tells of a file without opening it, links followed: opening a pipe would wait for whoever writes into it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">In bytes; 0 for what is no regular file.</param>
/// <param name="Written">When its content was last written, in UTC.</param>
/// <param name="Identity">Equal as long as it is the same file, were it named or written anew.</param>
/// <param name="Touched">Different after every change, also one that keeps length and time.</param>
internal readonly partial record struct FileStatus(FileKind Kind, long Length, DateTimeOffset Written, (ulong, ulong, long) Identity, long Touched)
{
    // statx(2), which has the same layout on every architecture.
    private const int AtWorkingFolder = -100;
    private const uint BasicStatsAndBirth = 0xFFF;
    private const uint Birth = 0x800;
    private const int StatusLength = 256;

    /// <summary>The status of a file; <see langword="null"/> when there is none, or none that this account may see.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        var status = stackalloc byte[StatusLength];
        return StatusOf(AtWorkingFolder, path, flags: 0, BasicStatsAndBirth, status) == 0 ? Read(new ReadOnlySpan<byte>(status, StatusLength)) : null;
    }

    private static FileStatus Read(ReadOnlySpan<byte> status)
    {
        var device = MemoryMarshal.Read<ulong>(status[136..]);
        var written = Time(status[112..]);
        var touched = Time(status[96..]);
        var born = (MemoryMarshal.Read<uint>(status) & Birth) != 0 ? Time(status[80..]) : Math.Min(written, touched);
        var kind = (MemoryMarshal.Read<ushort>(status[28..]) & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            _ => FileKind.Other,
        };
        return new FileStatus(
            kind,
            kind is FileKind.Regular ? MemoryMarshal.Read<long>(status[40..]) : 0,
            DateTimeOffset.UnixEpoch.AddTicks(written / TimeSpan.NanosecondsPerTick),
            (device, MemoryMarshal.Read<ulong>(status[32..]), born),
            touched);
    }

    // Seconds, then nanoseconds.
    private static long Time(ReadOnlySpan<byte> time) => (MemoryMarshal.Read<long>(time) * 1_000_000_000) + MemoryMarshal.Read<uint>(time[8..]);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int StatusOf(int folder, string path, int flags, uint mask, byte* status);
}

/// <summary>What a file is.</summary>
internal enum FileKind
{
    /// <summary>A file with a content.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, a socket or a device.</summary>
    Other,
}
