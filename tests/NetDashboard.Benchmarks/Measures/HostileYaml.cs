using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Files that are made to hurt whoever reads them.</summary>
internal sealed class HostileYaml : IBenchmark
{
    private const int Depth = 1_000_000;
    private const int Times = 4;

    public string Name => "hostile-yaml";

    public string Description => "Refusing a nesting of 1,000,000 in six styles, and ten levels of aliases to aliases.";

    public string Bound => "within 100 ms";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var often = run with { Runs = run.Runs * Times };
        foreach (var opening in new[] { "[", "{a: ", "- ", "? ", "[ ", "[a: " })
        {
            var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, Depth)));
            var took = await often.RepeatAsync($"nesting of '{opening}'", () => Task.Run(() => Refuse(content), cancellationToken), time => $"{time:0} ms");
            yield return new($"nesting of '{opening}'", "ms", took, Limit.AtMost(100, Statistic.Maximum));
        }

        var laughter = Encoding.UTF8.GetBytes(MakeLaughter());
        var laughed = await often.RepeatAsync("alias laughter", () => Task.Run(() => Refuse(laughter), cancellationToken), time => $"{time:0} ms");
        yield return new("ten levels of alias laughter", "ms", laughed, Limit.AtMost(100, Statistic.Maximum));
    }

    private static double Refuse(byte[] content)
    {
        var watch = Stopwatch.StartNew();
        var reading = InventoryReader.Read([new InventorySource("hostile.yaml", content)]);
        var time = watch.Elapsed.TotalMilliseconds;
        return reading.Inventory is null ? time : throw new InvalidOperationException("The file was not refused.");
    }

    private static string MakeLaughter()
    {
        var yaml = new StringBuilder("a0: &a0 [ha, ha]\n");
        for (var level = 1; level <= 10; level++)
        {
            yaml.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        return yaml.ToString();
    }
}
