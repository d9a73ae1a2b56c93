namespace NetDashboard.Benchmarks;

/// <summary>One thing that is measured. A class that implements this is found by itself; nothing else names it.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line and what its JSON file is called.</summary>
    string Name { get; }

    /// <summary>What is measured, in one line.</summary>
    string Description { get; }

    /// <summary>What must hold, in words; the figures carry it as numbers.</summary>
    string Bound { get; }

    /// <summary>Measures; each figure is given as soon as it is known.</summary>
    IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, CancellationToken cancellationToken);
}
