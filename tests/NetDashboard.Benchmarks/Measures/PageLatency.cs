using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Inventory;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How long a result takes from the scanner to the screen of whoever watches.</summary>
internal sealed class PageLatency : IBenchmark
{
    private const int Devices = 500;
    private const int PerSecond = 200;
    private static readonly string[] s_protocols = ["ssh", "telnet"];

    public string Name => "page-latency";

    public string Description => "From a result to its painted cell in Chromium, at 200 results a second, 1,000 endpoints of 500 devices.";

    public string Bound => "within 300 ms";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The table is what this program says; only trouble may come between.
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
        Environment.SetEnvironmentVariable("Logging__LogLevel__Microsoft.AspNetCore", "Error");
        await using var browser = await Browser.StartAsync();

        // The height decides how many rows are in the page: what a person has, and a screen turned upright.
        foreach (var (title, height, isKept) in new[] { ("window of 900 px", 900, true), ("window of 900 px, nothing stored", 900, false), ("window of 4,000 px", 4_000, true) })
        {
            var watched = await run.RepeatAsync(title, () => WatchAsync(browser, height, isKept, cancellationToken), Describe);

            yield return new($"{title}: result to painted cell", "ms", [.. watched.SelectMany(scan => scan.ToPaint)], Limit.AtMost(300, Statistic.Maximum));
            yield return new($"{title}: result to changed document", "ms", [.. watched.SelectMany(scan => scan.ToChange)]);
            yield return new($"{title}: cells that do not show their result in the end", "", [.. watched.Select(scan => (double)scan.Stale)], Limit.Exactly(0));
            yield return new($"{title}: cells in the page", "", [.. watched.Select(scan => (double)scan.Cells)]);
            yield return new($"{title}: results a second", "", [.. watched.Select(scan => scan.Rate)]);
        }
    }

    private static string Describe(Watched scan) => $"{scan.ToPaint.Count} of {scan.Cells} cells seen to change, {scan.Stale} stale in the end, the slowest after {scan.ToPaint.Max():0} ms; {scan.Rate:0} results a second";

    private static async Task<Watched> WatchAsync(Browser browser, int height, bool isKept, CancellationToken cancellationToken)
    {
        var scanner = new PacedScanner(PerSecond, seed: height);
        await using var dashboard = new Dashboard(scanner: scanner, isKept: isKept).Listen();
        if (dashboard.Scans.TryStart(MakeInventory(), "made.yaml").Board is not { } board)
        {
            throw new InvalidOperationException("The scan did not start.");
        }

        var page = await browser.OpenAsync(dashboard.Url, height);
        await using var context = page.Context;
        await page.Locator("input[type=file]:enabled").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("tr[data-device]").First.WaitForAsync();
        await page.WatchAsync();
        var cells = await page.CellsAsync(s_protocols);

        scanner.Go();
        while (board.Summary.IsRunning)
        {
            await Task.Delay(100, cancellationToken);
        }

        // Longer than any delay that would still be news.
        await page.WaitForTimeoutAsync(2_000);
        var painted = await page.PaintedAsync(s_protocols);

        // A row that comes into the page while it changes is shown anew and not changed: it counts for neither.
        var seen = cells.Where(painted.ContainsKey).ToArray();
        return new Watched(
            cells.Count,
            await page.CountStaleAsync(),
            [.. seen.Select(key => painted[key].Painted - scanner.GivenAt[key])],
            [.. seen.Select(key => painted[key].Changed - scanner.GivenAt[key])],
            scanner.GivenAt.Count / scanner.Duration.TotalSeconds);
    }

    private static DeviceInventory MakeInventory() => new(
        [
            .. Enumerable.Range(1, Devices).Select(i => new Device(
                $"sw-{i}",
                $"sw-{i}.campus.example",
                [.. s_protocols.Select(protocol => new Endpoint { Protocol = protocol, CredentialId = "c1", Platform = "cisco_iosxe" })])),
        ],
        new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin") }.ToFrozenDictionary(StringComparer.Ordinal));

    private sealed record Watched(int Cells, int Stale, IReadOnlyList<double> ToPaint, IReadOnlyList<double> ToChange, double Rate);
}
