using System.Runtime.InteropServices;

namespace NetDashboard.Benchmarks.Processes;

/// <summary>Starting a program and learning what it cost: .NET's own Process takes the exit status before anybody can ask for the costs.</summary>
internal static partial class Posix
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    private const int WriteNewFile = 0x1 | 0x40 | 0x200; // O_WRONLY, O_CREAT, O_TRUNC
    private const uint ForOwnerAndReaders = 0x1A4; // 0644
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const int FileActionsSize = 256; // glibc's takes 80 bytes; room to spare.
    private const int SignalInfoSize = 128;
    private const int ByProcessId = 1; // P_PID
    private const int WhenExited = 0x4; // WEXITED
    private const int LeaveThere = 0x0100_0000; // WNOWAIT
    private const int Interrupted = 4; // EINTR

    /// <summary>Starts a program with its output in files.</summary>
    /// <returns>The process id.</returns>
    public static unsafe int Spawn(string program, IReadOnlyList<string> arguments, string standardOutput, string standardError)
    {
        var actions = stackalloc byte[FileActionsSize];
        Check(FileActionsInit(actions), "posix_spawn_file_actions_init");
        var argv = new NativeStrings([program, .. arguments]);
        var envp = new NativeStrings([.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(pair => $"{pair.Key}={pair.Value}")]);
        try
        {
            Check(AddOpen(actions, StandardOutput, standardOutput, WriteNewFile, ForOwnerAndReaders), "posix_spawn_file_actions_addopen");
            Check(AddOpen(actions, StandardError, standardError, WriteNewFile, ForOwnerAndReaders), "posix_spawn_file_actions_addopen");
            Check(SpawnFromPath(out var pid, program, actions, attributes: null, argv.Pointer, envp.Pointer), $"starting {program}");
            return pid;
        }
        finally
        {
            argv.Dispose();
            envp.Dispose();
            _ = FileActionsDestroy(actions);
        }
    }

    /// <summary>Blocks until the process has ended. Its id stays its own until <see cref="Take"/>.</summary>
    public static unsafe void WaitForEnd(int pid)
    {
        var info = stackalloc byte[SignalInfoSize];
        while (WaitId(ByProcessId, pid, info, WhenExited | LeaveThere) != 0)
        {
            if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                throw new InvalidOperationException($"waitid of {pid}: error {error}.");
            }
        }
    }

    /// <summary>Takes status and costs of a process that has ended, and with them its id.</summary>
    public static (int Status, ResourceUsage Usage) Take(int pid) => Wait4(pid, out var status, options: 0, out var usage) == pid
        ? (status, usage)
        : throw new InvalidOperationException($"wait4 of {pid}: error {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    private static void Check(int error, string what)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static unsafe partial int WaitId(int kind, int id, void* info, int options);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    private static partial int Wait4(int pid, out int status, int options, out ResourceUsage usage);

    [LibraryImport("libc", EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int SpawnFromPath(out int pid, string file, void* actions, void* attributes, nint* argv, nint* envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int FileActionsInit(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int FileActionsDestroy(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    /// <summary>The kernel's <c>struct rusage</c>, of which only the times are read: its peak of memory would include ours.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    internal readonly struct ResourceUsage
    {
        private readonly long _userSeconds;
        private readonly long _userMicroseconds;
        private readonly long _systemSeconds;
        private readonly long _systemMicroseconds;

        public TimeSpan Cpu => TimeSpan.FromSeconds(_userSeconds + _systemSeconds) + TimeSpan.FromMicroseconds(_userMicroseconds + _systemMicroseconds);
    }

    private readonly unsafe struct NativeStrings : IDisposable
    {
        private readonly int _count;

        public NativeStrings(IReadOnlyList<string> strings)
        {
            _count = strings.Count;
            Pointer = (nint*)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(nint));
            for (var i = 0; i < _count; i++)
            {
                Pointer[i] = Marshal.StringToCoTaskMemUTF8(strings[i]);
            }
        }

        public nint* Pointer { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
            {
                Marshal.FreeCoTaskMem(Pointer[i]);
            }

            NativeMemory.Free(Pointer);
        }
    }
}
