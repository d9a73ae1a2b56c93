using Microsoft.Playwright;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Page;

/// <summary>Notes in the page how old a result is when its cell is on screen, by the mark it carries.</summary>
internal static class MarkWatch
{
    // As in PaintWatch: a message sent from the next animation frame comes after the paint.
    private const string Script = $$"""
        () => {
          window.ages = [];
          const modulus = 10000000;
          const shown = new WeakMap();
          let waiting = [];
          const channel = new MessageChannel();
          channel.port1.onmessage = ({ data }) => {
            const now = Date.now() % modulus;
            for (const mark of data) window.ages.push((now - mark + modulus) % modulus);
          };
          const note = changes => {
            const cells = new Set(changes.map(({ target }) => (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest("td.status-cell")));
            for (const cell of cells) {
              const mark = cell?.isConnected && cell.textContent.match({{TimeMark.InScript}})?.[1];
              if (mark && shown.get(cell) !== mark) {
                shown.set(cell, mark);
                waiting.push(Number(mark));
              }
            }
            requestAnimationFrame(() => {
              if (waiting.length > 0) channel.port2.postMessage(waiting);
              waiting = [];
            });
          };
          new MutationObserver(note).observe(document.querySelector("table.scan-table tbody"), { subtree: true, childList: true, characterData: true });
        }
        """;

    /// <summary>Begins to note, or begins anew.</summary>
    public static Task WatchMarksAsync(this IPage page) => page.EvaluateAsync(Script);

    /// <summary>What was noted, in milliseconds.</summary>
    public static Task<double[]> AgesAsync(this IPage page) => page.EvaluateAsync<double[]>("() => window.ages");
}
