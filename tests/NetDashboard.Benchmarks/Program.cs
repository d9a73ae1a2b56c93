using System.Runtime.InteropServices;
using NetDashboard.Benchmarks.Crashes;
using NetDashboard.Benchmarks.Served;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks;

/// <summary><c>NAME [--runs N]</c> measures one benchmark, <c>--list</c> names them all, <c>screenshots FOLDER</c> takes pictures of the pages. Bounds missed do not change the exit code.</summary>
internal static class Program
{
    private const int Measured = 0;
    private const int NotMeasured = 1;
    private const int BadUsage = 2;
    private const int Interrupted = 130;
    private const int DefaultRuns = 5;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [ServerProgram.Verb]:
                await ServerProgram.RunAsync();
                return Measured;
            case [KeepingProgram.Verb, var root, var perSecond, var isRepeating]:
                await KeepingProgram.RunAsync(root, int.Parse(perSecond), bool.Parse(isRepeating));
                return Measured;
            case ["--list"]:
                foreach (var benchmark in BenchmarkCatalog.All)
                {
                    Console.WriteLine($"{benchmark.Name,-16} {benchmark.Description} Bound: {benchmark.Bound}.");
                }

                return Measured;
            case ["screenshots", var folder]:
                await Page.Screenshots.TakeAsync(folder);
                return Measured;
            case [var name] when BenchmarkCatalog.Find(name) is { } benchmark:
                return await MeasureAsync(benchmark, DefaultRuns);
            case [var name, "--runs", var text] when BenchmarkCatalog.Find(name) is { } benchmark && int.TryParse(text, out var runs) && runs > 0:
                return await MeasureAsync(benchmark, runs);
            default:
                await Console.Error.WriteLineAsync($"NAME [--runs N], or --list. NAME is one of: {string.Join(", ", BenchmarkCatalog.All.Select(benchmark => benchmark.Name))}.");
                return BadUsage;
        }
    }

    private static async Task<int> MeasureAsync(IBenchmark benchmark, int runs)
    {
        using var interruption = new CancellationTokenSource();

        // The fleets and scans that were started must end too.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interruption.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var folder = Directory.CreateTempSubdirectory("netdashboard-bench-").FullName;
        var report = new Report(benchmark, Machine.Now());
        try
        {
            await Console.Error.WriteLineAsync($"== {benchmark.Name}: {benchmark.Description} (load of the machine at the start: {report.Machine.Load})");
            await foreach (var figure in benchmark.MeasureAsync(new BenchmarkRun(runs, folder, Console.Error), interruption.Token))
            {
                report.Add(figure);
            }
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception e)
        {
            // What was measured before still counts; a benchmark that could not be run at all is no result.
            await Console.Error.WriteLineAsync($"{benchmark.Name} could not be measured to its end: {e}");
            report.Problem = e.Message;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Table.Write(report, Console.Out);
        var file = report.Save(Path.Combine(RepositoryRoot.Path, "artifacts", "bench"));
        await Console.Error.WriteLineAsync($"   written to {Path.GetRelativePath(RepositoryRoot.Path, file)}");
        return report.Problem is null ? Measured : NotMeasured;
    }
}
