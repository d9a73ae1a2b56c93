using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace NetDashboard.Benchmarks.Page;

/// <summary>What a page loads, and when it shows something; begins before the page does.</summary>
internal sealed class PageLoad
{
    // The rows come with the page itself; the frame after they are there is the first that can show them.
    private const string Script = """
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { window.rowsPainted = performance.now(); };
        const look = () => {
          if (document.querySelector("tr[data-device] td[data-status] .status-word")) {
            requestAnimationFrame(() => channel.port2.postMessage(0));
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
        """;

    private readonly ConcurrentDictionary<string, Uri> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(Uri Url, double Size)> _responses = new();

    private PageLoad()
    {
    }

    /// <summary>What was received: from where, and how many bytes as they came, with headers.</summary>
    public IReadOnlyCollection<(Uri Url, double Size)> Responses => _responses;

    /// <summary>Watches a page from its next load on.</summary>
    public static async Task<PageLoad> WatchAsync(IPage page)
    {
        var load = new PageLoad();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
            load._asked[e!.Value.GetProperty("requestId").GetString()!] = new Uri(e.Value.GetProperty("request").GetProperty("url").GetString()!);
        session.Event("Network.loadingFinished").OnEvent += (_, e) =>
            load._responses.Enqueue((load._asked[e!.Value.GetProperty("requestId").GetString()!], e.Value.GetProperty("encodedDataLength").GetDouble()));
        await session.SendAsync("Network.enable");
        await page.AddInitScriptAsync(Script);
        return load;
    }

    /// <summary>When anything was painted, and when a row with its status was; milliseconds since the page was asked for.</summary>
    public static async Task<(double Any, double Rows)> PaintsAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => window.rowsPainted && performance.getEntriesByName('first-contentful-paint').length > 0");
        return (
            await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"),
            await page.EvaluateAsync<double>("() => window.rowsPainted"));
    }
}
