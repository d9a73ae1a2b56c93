using Microsoft.Playwright;

namespace NetDashboard.Benchmarks.Page;

/// <summary>Measures in the page how long a text typed into the filter takes until the rows it leaves are painted.</summary>
internal static class FilterWatch
{
    // The table says how many rows it has; a message sent from the next animation frame comes after the paint.
    private const string Script = """
        () => {
          window.filtered = 0;
          const input = document.querySelector("input.result-filter");
          const table = document.querySelector("table.scan-table");
          const channel = new MessageChannel();
          let begun = 0;
          channel.port1.onmessage = () => { window.filtered = performance.now() - begun; begun = 0; };
          input.addEventListener("input", () => { begun = performance.now(); window.filtered = 0; }, { capture: true });
          new MutationObserver(() => { if (begun) requestAnimationFrame(() => channel.port2.postMessage(0)); })
            .observe(table, { attributes: true, attributeFilter: ["aria-rowcount"] });
        }
        """;

    /// <summary>Gets ready.</summary>
    public static Task WatchFilterAsync(this IPage page) => page.EvaluateAsync(Script);

    /// <summary>Puts a text into the filter.</summary>
    /// <param name="page">The page.</param>
    /// <param name="text">The text; it must change how many rows there are.</param>
    /// <returns>Milliseconds until the rows are painted.</returns>
    public static async Task<double> FilterAsync(this IPage page, string text)
    {
        await page.Locator("input.result-filter").FillAsync(text);
        await page.WaitForFunctionAsync("() => window.filtered > 0", options: new() { PollingInterval = 50 });
        return await page.EvaluateAsync<double>("() => window.filtered");
    }
}
