using System.Runtime.InteropServices;
using NetDashboard.Benchmarks.Processes;

namespace NetDashboard.Benchmarks.Engine;

/// <summary>What this process holds; sizes in megabytes (10^6 bytes).</summary>
/// <param name="Descriptors">Open descriptors.</param>
/// <param name="ManagedHeap">Live objects.</param>
/// <param name="NativeHeap">What native code, libssh above all, has taken by malloc and not given back.</param>
/// <param name="Rss">Resident memory, which holds what the allocators keep for later too.</param>
/// <param name="Threads">Threads.</param>
internal sealed partial record OwnProcess(int Descriptors, double ManagedHeap, double NativeHeap, double Rss, int Threads)
{
    /// <summary>Open descriptors now.</summary>
    public static int CountDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    /// <summary>Looks after everything collectable was collected.</summary>
    public static OwnProcess Now()
    {
        // Twice, so that what finalizers let go of is collected too.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var status = ProcessStatus.Read("self")!.Value;
        return new(CountDescriptors(), GC.GetTotalMemory(forceFullCollection: true) / 1e6, InUse(MallInfo()) / 1e6, status.Rss, status.Threads);
    }

    /// <summary>Lets malloc give back what it keeps for later.</summary>
    /// <returns>Resident memory after that.</returns>
    public static double TrimmedRss()
    {
        _ = MallocTrim(keep: 0);
        return ProcessStatus.Read("self")!.Value.Rss;
    }

    public override string ToString() => $"{Descriptors} descriptors, heap {ManagedHeap:0.0} MB, native heap {NativeHeap:0.0} MB, RSS {Rss:0.0} MB, {Threads} threads";

    private static double InUse(MallocUsage usage) => usage.InUse + usage.Mapped;

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallocUsage MallInfo();

    /// <summary>glibc's <c>struct mallinfo2</c>, over all its arenas.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocUsage
    {
        private readonly nuint _arena;
        private readonly nuint _freeChunks;
        private readonly nuint _fastChunks;
        private readonly nuint _mappedChunks;
        private readonly nuint _mapped;
        private readonly nuint _unused;
        private readonly nuint _fast;
        private readonly nuint _inUse;
        private readonly nuint _free;
        private readonly nuint _top;

        public double InUse => _inUse;

        public double Mapped => _mapped;
    }
}
