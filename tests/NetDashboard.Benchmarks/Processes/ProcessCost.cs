namespace NetDashboard.Benchmarks.Processes;

/// <summary>What a process cost, from its start to its end.</summary>
/// <param name="ExitCode">0 to 255, or 128 and the signal that ended it.</param>
/// <param name="Wall">Time on the wall, start of the runtime included.</param>
/// <param name="Cpu">User and system time of all its threads.</param>
/// <param name="PeakRss">Most resident memory, in megabytes (10^6 bytes).</param>
/// <param name="PeakThreads">Most threads, the runtime's own included.</param>
internal sealed record ProcessCost(int ExitCode, TimeSpan Wall, TimeSpan Cpu, double PeakRss, int PeakThreads);
