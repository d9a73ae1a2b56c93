namespace NetDashboard.Benchmarks;

/// <summary>What a benchmark is given: how often to repeat, where to put files, and a place to say how far it is.</summary>
/// <param name="Runs">Measured repetitions of whatever is repeated.</param>
/// <param name="Folder">Scratch folder, removed afterwards.</param>
/// <param name="Progress">Lines for whoever waits.</param>
internal sealed record BenchmarkRun(int Runs, string Folder, TextWriter Progress)
{
    /// <summary>Says what is being done.</summary>
    public void Say(string line) => Progress.WriteLine($"   {line}");

    /// <summary>Does something once to warm up, then <see cref="Runs"/> times.</summary>
    /// <returns>What came of the latter.</returns>
    public async Task<IReadOnlyList<T>> RepeatAsync<T>(string what, Func<Task<T>> measure, Func<T, string> describe)
    {
        Say($"{what}, to warm up: {describe(await measure())}");
        var results = new List<T>(Runs);
        for (var i = 1; i <= Runs; i++)
        {
            results.Add(await measure());
            Say($"{what}, {i} of {Runs}: {describe(results[^1])}");
        }

        return results;
    }
}
