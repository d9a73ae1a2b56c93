using System.Collections.Concurrent;
using System.Text;
using System.Web;
using Microsoft.Playwright;

namespace NetDashboard.Tests.Browser;

/// <summary>All that goes over a page's WebSockets, from the next load of the page on.</summary>
internal sealed class FrameLog
{
    private readonly ConcurrentQueue<byte[]> _received = new();

    public FrameLog(IPage page) => page.WebSocket += (_, socket) =>
    {
        socket.FrameReceived += (_, frame) => _received.Enqueue(BytesOf(frame));
    };

    /// <summary>Frames the server sent so far.</summary>
    public int Received => _received.Count;

    /// <summary>In which of its disguises a secret stands in what the server sent; empty when in none.</summary>
    public IReadOnlyList<string> Find(string secret) =>
        [.. Disguises(secret).Where(disguise => _received.Any(frame => frame.AsSpan().IndexOf(Encoding.UTF8.GetBytes(disguise.Value)) >= 0)).Select(disguise => disguise.Key)];

    /// <summary>A secret plain, and as it is commonly encoded.</summary>
    public static IReadOnlyDictionary<string, string> Disguises(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["plain"] = secret,
            ["base64"] = Convert.ToBase64String(bytes).TrimEnd('='),
            ["hex"] = Convert.ToHexString(bytes),
            ["lower hex"] = Convert.ToHexStringLower(bytes),
            ["URL"] = Uri.EscapeDataString(secret),
            ["form"] = HttpUtility.UrlEncode(secret),
            ["HTML"] = HttpUtility.HtmlEncode(secret),
        };
    }

    private static byte[] BytesOf(IWebSocketFrame frame) => frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? string.Empty);
}
