using System.Runtime.InteropServices;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab;

/// <summary>How many files and sockets this process may have open; the runtime has raised it to the hard limit already.</summary>
internal static partial class DescriptorLimit
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE on Linux.

    // The runtime, and some sessions.
    private const ulong Reserve = 300;

    /// <summary>Refuses a fleet too large before it starts: out of descriptors, the runtime cannot even load what it reports with.</summary>
    /// <exception cref="LabException">The process may not open that many.</exception>
    public static void Check(int sockets)
    {
        if (GetLimit(OpenFiles, out var limit) == 0 && limit.Current < (ulong)sockets + Reserve)
        {
            throw new LabException(
                $"A fleet needs a socket for each device and protocol, two for a black hole: this one {sockets}, and {Reserve} to work with. "
                + $"This process may open {limit.Current}. Raise the limit (ulimit -n), or take fewer devices or one protocol.");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly ulong Current;
        public readonly ulong Maximum;
    }
}
