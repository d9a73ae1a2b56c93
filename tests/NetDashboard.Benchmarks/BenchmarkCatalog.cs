namespace NetDashboard.Benchmarks;

/// <summary>All benchmarks of this program.</summary>
internal static class BenchmarkCatalog
{
    /// <summary>Every class that implements <see cref="IBenchmark"/>, by name.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        .. typeof(BenchmarkCatalog).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(IBenchmark).IsAssignableFrom(type))
            .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
            .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal),
    ];

    /// <summary>The benchmark of that name, or <see langword="null"/>.</summary>
    public static IBenchmark? Find(string name) => All.FirstOrDefault(benchmark => string.Equals(benchmark.Name, name, StringComparison.Ordinal));
}
