namespace NetDashboard.Benchmarks.Processes;

/// <summary>What <c>/proc/PID/status</c> says; sizes in megabytes (10^6 bytes).</summary>
/// <param name="Rss">Resident memory now.</param>
/// <param name="PeakRss">Most resident memory so far.</param>
/// <param name="Threads">Threads now.</param>
internal readonly record struct ProcessStatus(double Rss, double PeakRss, int Threads)
{
    /// <summary>Reads it.</summary>
    /// <param name="process">A process id, or <c>self</c>.</param>
    /// <returns><see langword="null"/> when the process has ended.</returns>
    public static ProcessStatus? Read(string process)
    {
        try
        {
            var (rss, peak, threads) = (0.0, 0.0, 0);
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                var value = line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1);
                if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                {
                    rss = Megabytes(value);
                }
                else if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    peak = Megabytes(value);
                }
                else if (line.StartsWith("Threads:", StringComparison.Ordinal))
                {
                    threads = int.Parse(value);
                }
            }

            // A process that has ended but was not waited for has no memory any more.
            return peak > 0 ? new ProcessStatus(rss, peak, threads) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Megabytes(ReadOnlySpan<char> kibibytes) => int.Parse(kibibytes.Trim()[..^" kB".Length]) * 1024 / 1e6;
}
