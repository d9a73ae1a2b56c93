using System.Runtime.InteropServices;

namespace NetDashboard.Benchmarks.Reporting;

/// <summary>The machine that measured, as far as it explains the figures.</summary>
/// <param name="Cores">Processors this process may use.</param>
/// <param name="Processor">The kind of processor.</param>
/// <param name="System">Operating system and kernel.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="Load">Load averages over 1, 5 and 15 minutes: what else was going on.</param>
internal sealed record Machine(int Cores, string Processor, string System, string Runtime, string Load)
{
    public static Machine Now() => new(
        Environment.ProcessorCount,
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)));
}
