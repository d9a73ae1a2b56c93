using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Web;
using Microsoft.Playwright;

namespace NetDashboard.Tests.Browser;

/// <summary>All that goes over a page's WebSockets, from the next load of the page on.</summary>
internal sealed class FrameLog
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<byte[]> _received = new();
    private readonly ConcurrentQueue<(Moment At, int Length)> _sent = new();

    public FrameLog(IPage page) => page.WebSocket += (_, socket) =>
    {
        socket.FrameReceived += (_, frame) => _received.Enqueue(BytesOf(frame));
        socket.FrameSent += (_, frame) => _sent.Enqueue((Now, BytesOf(frame).Length));
    };

    /// <summary>The present, on the clock of the log.</summary>
    public Moment Now => new(Stopwatch.GetElapsedTime(_began), Environment.CpuUsage.TotalTime);

    /// <summary>Frames the server sent so far.</summary>
    public int Received => _received.Count;

    /// <summary>When the page last sent a frame larger than that.</summary>
    public Moment LastSentAbove(int bytes) => _sent.Last(frame => frame.Length > bytes).At;

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

    /// <summary>A moment, and what this process had worked until then.</summary>
    public readonly record struct Moment(TimeSpan Time, TimeSpan Work);

    private static byte[] BytesOf(IWebSocketFrame frame) => frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? string.Empty);
}
