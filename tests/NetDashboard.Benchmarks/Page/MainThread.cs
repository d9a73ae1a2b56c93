using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace NetDashboard.Benchmarks.Page;

/// <summary>Tasks of the main threads of a browser's pages, by its own tracing.</summary>
internal sealed class MainThread
{
    private const string Categories = "toplevel";
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ICDPSession _session;

    private MainThread(ICDPSession session)
    {
        _session = session;
        session.Event("Tracing.dataCollected").OnEvent += (_, e) =>
        {
            foreach (var each in e!.Value.GetProperty("value").EnumerateArray())
            {
                _events.Enqueue(each.Clone());
            }
        };
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => _complete.TrySetResult();
    }

    /// <summary>Begins to trace.</summary>
    /// <param name="session">Of the whole browser.</param>
    public static async Task<MainThread> WatchAsync(ICDPSession session)
    {
        var watch = new MainThread(session);
        await session.SendAsync("Tracing.start", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["transferMode"] = "ReportEvents",
            ["traceConfig"] = new { includedCategories = new[] { Categories } },
        });
        return watch;
    }

    /// <summary>Ends it.</summary>
    /// <returns>All tasks: milliseconds on the wall, and of CPU.</returns>
    public async Task<IReadOnlyList<(double Wall, double Cpu)>> EndAsync()
    {
        await _session.SendAsync("Tracing.end");
        await _complete.Task.WaitAsync(s_endLimit);
        var mains = _events
            .Where(e => Name(e) == "thread_name" && e.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain")
            .Select(Thread)
            .ToHashSet();
        return
        [
            .. _events.Where(e => Name(e) == "ThreadControllerImpl::RunTask" && mains.Contains(Thread(e)))
                .Select(e => (Milliseconds(e, "dur"), Milliseconds(e, "tdur"))),
        ];
    }

    private static string? Name(JsonElement e) => e.GetProperty("name").GetString();

    private static (long Process, long Thread) Thread(JsonElement e) => (e.GetProperty("pid").GetInt64(), e.GetProperty("tid").GetInt64());

    private static double Milliseconds(JsonElement e, string property) => e.TryGetProperty(property, out var microseconds) ? microseconds.GetDouble() / 1e3 : 0;
}
