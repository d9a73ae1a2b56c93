using NetDashboard.Benchmarks.Processes;

namespace NetDashboard.Benchmarks.Fleets;

/// <summary>One whole run of the verb <c>scan</c>, as a user starts it.</summary>
/// <param name="Cost">What the process cost.</param>
/// <param name="Outcomes">How often each outcome's word was printed.</param>
/// <param name="Summary">What it said in the end.</param>
internal sealed record ScanProcess(ProcessCost Cost, IReadOnlyDictionary<string, int> Outcomes, string Summary)
{
    /// <summary>Results printed.</summary>
    public int Results => Outcomes.Values.Sum();

    /// <summary>Processor time of the whole process for each result, in milliseconds.</summary>
    public double CpuPerResult => Cost.Cpu.TotalMilliseconds / Results;

    /// <summary>Runs it to its end.</summary>
    public static async Task<ScanProcess> RunAsync(string folder, string inventory, CancellationToken cancellationToken)
    {
        await using var process = Product.Start(folder, "scan", inventory, "--concurrency", "256");
        var cost = await process.Exit.WaitAsync(cancellationToken);
        var outcomes = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).CountBy(OutcomeOf).ToDictionary(StringComparer.Ordinal);
        return cost.ExitCode is 0 or 1 && outcomes.Count > 0
            ? new ScanProcess(cost, outcomes, process.Error.Trim())
            : throw new InvalidOperationException($"The scan ended with exit code {cost.ExitCode}: {process.Error}");
    }

    /// <summary>How often an outcome was printed.</summary>
    public int CountOf(string outcome) => Outcomes.GetValueOrDefault(outcome);

    // Time, protocol, device, outcome, and then words; two blanks or more between them.
    private static string OutcomeOf(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[3];
}
