using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Whether the page answers at once while somebody scrolls and filters it.</summary>
internal sealed class BrowserTasks : IBenchmark
{
    private const int Screen = 700;
    private const int Wheels = 60;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_betweenWheels = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_betweenFilters = TimeSpan.FromMilliseconds(300);

    // Few rows, many rows, one row, none, all.
    private static readonly string[] s_filters = ["sw-77", "campus", "sw-9999", "no such device", "site-3", ""];

    public string Name => "main-thread";

    public string Description => "Tasks of Chromium's main thread while somebody scrolls and filters 10,000 rows with 500 changes a second; and how soon a filter shows.";

    public string Bound => "no task over 50 ms; a filter shown within 150 ms";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.ScanPage.ToString(), ViewerMeter.WindowHeight);
        await using var context = page.Context;
        await page.Locator("tr[data-device] .pick input:enabled").First.WaitForAsync();
        await page.WatchFilterAsync();
        await server.ChurnAsync(Load.InView, cancellationToken);
        await Task.Delay(s_warmUp, cancellationToken);

        var scrolling = await run.RepeatAsync("scrolling", () => TraceAsync(browser, () => ScrollAsync(page, cancellationToken)), Describe);
        foreach (var figure in Figures("scrolling", scrolling))
        {
            yield return figure;
        }

        await page.EvaluateAsync("() => scrollTo(0, 0)");
        var times = new List<double>();
        var filtering = await run.RepeatAsync("filtering", () => TraceAsync(browser, () => FilterAsync(page, times, cancellationToken)), Describe);
        foreach (var figure in Figures("filtering", filtering))
        {
            yield return figure;
        }

        var each = s_filters.Select((text, i) => $"'{text}' {Median(times.Where((_, at) => at % s_filters.Length == i)):0} ms");
        yield return new("filter typed to rows painted", "ms", times, Limit.AtMost(150, Statistic.P95), $"medians: {string.Join(", ", each)}");
    }

    private static double Median(IEnumerable<double> times) => new Figure(string.Empty, string.Empty, [.. times]).Median;

    private static IEnumerable<Figure> Figures(string title, IReadOnlyList<IReadOnlyList<(double Wall, double Cpu)>> runs)
    {
        yield return new($"{title}: longest task", "ms", [.. runs.Select(tasks => tasks.Max(task => task.Wall))], Limit.AtMost(50, Statistic.Maximum));
        yield return new($"{title}: longest task, its CPU", "ms", [.. runs.Select(tasks => tasks.Max(task => task.Cpu))], Limit.AtMost(50, Statistic.Maximum), Note: "a busy machine makes tasks longer on the wall, and hardly in CPU");
        yield return new($"{title}: CPU of all tasks", "s", [.. runs.Select(tasks => tasks.Sum(task => task.Cpu) / 1e3)]);
        yield return new($"{title}: tasks over 50 ms", "", [.. runs.Select(tasks => (double)tasks.Count(task => task.Wall > 50))]);
    }

    private static string Describe(IReadOnlyList<(double Wall, double Cpu)> tasks) =>
        $"{tasks.Count} tasks, the longest {tasks.Max(task => task.Wall):0} ms ({tasks.Max(task => task.Cpu):0} ms of CPU)";

    private static async Task<IReadOnlyList<(double Wall, double Cpu)>> TraceAsync(Browser browser, Func<Task> act)
    {
        var session = await browser.InspectAsync();
        var watch = await MainThread.WatchAsync(session);
        await act();
        var tasks = await watch.EndAsync();
        await session.DetachAsync();
        return tasks;
    }

    // Down by whole screens and by parts of them, a leap to the end, and back.
    private static async Task ScrollAsync(IPage page, CancellationToken cancellationToken)
    {
        await page.Mouse.MoveAsync(600, 600);
        for (var i = 0; i < Wheels; i++)
        {
            await page.Mouse.WheelAsync(0, i % 20 == 19 ? 100 * Screen : i % 2 == 0 ? Screen : 120);
            await Task.Delay(s_betweenWheels, cancellationToken);
        }

        await page.Keyboard.PressAsync("End");
        await Task.Delay(s_betweenFilters, cancellationToken);
        await page.Keyboard.PressAsync("Home");
        await Task.Delay(s_betweenFilters, cancellationToken);
        await page.Mouse.MoveAsync(5, 5);
    }

    private static async Task FilterAsync(IPage page, List<double> times, CancellationToken cancellationToken)
    {
        foreach (var text in s_filters)
        {
            times.Add(await page.FilterAsync(text));
            await Task.Delay(s_betweenFilters, cancellationToken);
        }
    }
}
