namespace NetDashboard.Benchmarks.Processes;

/// <summary>CPU that a process has used so far, of all its threads.</summary>
internal static class ProcessCpu
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;
    private const int UserTime = 11;
    private const int SystemTime = 12;

    /// <summary>Reads it from <c>/proc/PID/stat</c>; to 10 ms.</summary>
    public static TimeSpan Read(int process)
    {
        var line = File.ReadAllText($"/proc/{process}/stat");

        // The name may hold anything; what is counted comes after it.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((double.Parse(fields[UserTime]) + double.Parse(fields[SystemTime])) / TicksPerSecond);
    }
}
