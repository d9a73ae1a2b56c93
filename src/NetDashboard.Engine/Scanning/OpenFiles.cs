using System.Runtime.InteropServices;

namespace NetDashboard.Scanning;

/// <summary>How many devices this process can hold connections to at the same time, by its limit of open files.</summary>
/// <remarks>
/// A process that is out of descriptors fails in odd places: the runtime cannot even load what it reports with. So a scan keeps away
/// from the limit, and is slower rather than wrong.
/// </remarks>
internal static partial class OpenFiles
{
    private const int RLimitOpenFiles = 7; // RLIMIT_NOFILE on Linux.

    // An SSH session takes two, and the device's other protocol may be connecting beside it.
    private const int PerDevice = 3;

    // What the runtime has yet to load, and a few for others.
    private const int Reserve = 48;

    /// <summary>How many fit now beside what is open; at least one.</summary>
    public static int DevicesThatFit() => GetLimit(RLimitOpenFiles, out var limit) == 0
        ? Fit(limit.Current, Directory.EnumerateFileSystemEntries("/proc/self/fd").Count())
        : int.MaxValue;

    /// <summary>How many fit beside some open files under a limit; at least one.</summary>
    internal static int Fit(ulong limit, int open) =>
        (int)Math.Clamp(((decimal)limit - open - Reserve) / PerDevice, 1, int.MaxValue);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly ulong Current;
        public readonly ulong Maximum;
    }
}
