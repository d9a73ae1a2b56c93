using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace NetDashboard.Benchmarks.Page;

/// <summary>When a page sent what over its WebSockets.</summary>
internal sealed class SentFrames
{
    private readonly ConcurrentQueue<(double At, int Length)> _sent = new();

    /// <summary>Watches from the next load of the page on.</summary>
    public SentFrames(IPage page) => page.WebSocket += (_, socket) =>
        socket.FrameSent += (_, frame) => _sent.Enqueue((PacedScanner.Now, frame.Binary?.Length ?? Encoding.UTF8.GetByteCount(frame.Text ?? string.Empty)));

    /// <summary>When the last frame larger than that was sent, in milliseconds since 1970.</summary>
    public double LastAbove(int bytes) => _sent.Last(frame => frame.Length > bytes).At;
}
