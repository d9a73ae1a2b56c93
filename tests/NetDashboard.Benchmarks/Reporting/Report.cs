using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetDashboard.Benchmarks.Reporting;

/// <summary>What came of one benchmark.</summary>
internal sealed class Report(IBenchmark benchmark, Machine machine)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly DateTimeOffset _measuredAt = DateTimeOffset.UtcNow;
    private readonly List<Figure> _figures = [];

    public IBenchmark Benchmark { get; } = benchmark;

    public Machine Machine { get; } = machine;

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Why it did not come to its end; <see langword="null"/> when it did.</summary>
    public string? Problem { get; set; }

    public void Add(Figure figure) => _figures.Add(figure);

    /// <summary>Writes it as JSON.</summary>
    /// <returns>The file.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{Benchmark.Name}.json");
        var document = new
        {
            Benchmark = Benchmark.Name,
            Benchmark.Description,
            Benchmark.Bound,
            MeasuredAt = _measuredAt,
            Machine,
            Problem,
            Figures = Figures.Select(figure => new
            {
                figure.Name,
                figure.Unit,
                figure.Minimum,
                figure.Median,
                figure.P95,
                figure.P99,
                figure.Maximum,
                Bound = figure.Bound?.ToString(),
                figure.Verdict,
                figure.Note,
                figure.Samples,
            }),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(document, s_json) + "\n");
        return file;
    }
}
