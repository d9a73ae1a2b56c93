using System.Text.Json;
using Microsoft.Playwright;
using NetDashboard.Probing;

namespace NetDashboard.Benchmarks.Page;

/// <summary>Notes in the page when the status of a cell changed, and when that was on screen.</summary>
internal static class PaintWatch
{
    // Once the DOM has changed, the next animation frame is the last moment before it is painted, and a message sent from there comes after it.
    private const string Script = """
        () => {
          window.painted = [];
          let waiting = [];
          const channel = new MessageChannel();
          channel.port1.onmessage = ({ data }) => {
            const now = Date.now();
            for (const cell of data) window.painted.push({ ...cell, painted: now });
          };
          const note = changes => {
            const changed = Date.now();
            for (const { target } of changes) {
              if (!target.matches("td")) continue;
              const row = target.closest("tr");
              const cells = [...row.querySelectorAll("td[data-status]")];
              waiting.push({ device: row.dataset.device, column: cells.indexOf(target), status: target.dataset.status, changed });
            }
            requestAnimationFrame(() => {
              if (waiting.length > 0) channel.port2.postMessage(waiting);
              waiting = [];
            });
          };
          new MutationObserver(note).observe(document.querySelector("table.scan-table tbody"), { subtree: true, attributes: true, attributeFilter: ["data-status"] });
        }
        """;

    /// <summary>Begins to note.</summary>
    public static Task WatchAsync(this IPage page) => page.EvaluateAsync(Script);

    /// <summary>Endpoints whose cells are in the page; a table of many rows holds only those in view and a few around them.</summary>
    public static async Task<IReadOnlySet<EndpointKey>> CellsAsync(this IPage page, IReadOnlyList<string> protocols)
    {
        var devices = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('tr[data-device]')].map(row => row.dataset.device)");
        return devices.SelectMany(device => protocols.Select(protocol => new EndpointKey(device, protocol))).ToHashSet();
    }

    /// <summary>How many cells in the page do not show the end of a login.</summary>
    public static Task<int> CountStaleAsync(this IPage page) =>
        page.Locator("tr[data-device] td[data-status]:not([data-status=ok]):not([data-status=failed])").CountAsync();

    /// <summary>What was noted of cells that came to the end of their login.</summary>
    /// <param name="page">The page.</param>
    /// <param name="protocols">The columns, from left to right.</param>
    public static async Task<IReadOnlyDictionary<EndpointKey, PaintedCell>> PaintedAsync(this IPage page, IReadOnlyList<string> protocols)
    {
        var cells = await page.EvaluateAsync<JsonElement>("() => window.painted");
        return cells.EnumerateArray()
            .Where(cell => cell.GetProperty("status").GetString() is "ok" or "failed")
            .ToDictionary(
                cell => new EndpointKey(cell.GetProperty("device").GetString()!, protocols[cell.GetProperty("column").GetInt32()]),
                cell => new PaintedCell(cell.GetProperty("changed").GetDouble(), cell.GetProperty("painted").GetDouble()));
    }
}

/// <summary>When a cell showed the end of a login; milliseconds since 1970.</summary>
/// <param name="Changed">In the document.</param>
/// <param name="Painted">On screen.</param>
internal readonly record struct PaintedCell(double Changed, double Painted);
