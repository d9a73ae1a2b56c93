using NetDashboard.Benchmarks.Processes;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Fleets;

/// <summary>The built program, in its Release build.</summary>
internal static class Product
{
    private static readonly string s_program = Path.Combine(RepositoryRoot.Path, "src", "NetDashboard", "bin", "Release", "net10.0", "NetDashboard.dll");

    /// <summary>Starts it with a verb.</summary>
    /// <param name="folder">Where its output goes.</param>
    /// <param name="arguments">The verb and what follows it.</param>
    public static ChildProcess Start(string folder, params IEnumerable<string> arguments)
    {
        if (!File.Exists(s_program))
        {
            throw new FileNotFoundException($"{s_program} is not there. bash eng/bench.sh builds it.");
        }

        // This process is "dotnet NetDashboard.Benchmarks.dll", so its own program is the dotnet to use.
        return ChildProcess.Start(Environment.ProcessPath!, [s_program, .. arguments], folder);
    }
}
