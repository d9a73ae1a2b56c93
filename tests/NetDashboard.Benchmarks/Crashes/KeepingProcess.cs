using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace NetDashboard.Benchmarks.Crashes;

/// <summary>The process of <see cref="KeepingProgram"/>, watched from outside: by what its viewer is shown, and by requests for its results.</summary>
internal sealed class KeepingProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_endingLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_askInterval = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly ConcurrentDictionary<ShownResult, byte> _shown;
    private readonly TaskCompletionSource<string> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _http = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Task _listening;
    private Task _asking = Task.CompletedTask;
    private string _scan = string.Empty;

    private KeepingProcess(Process process, ConcurrentDictionary<ShownResult, byte> shown)
    {
        (_process, _shown) = (process, shown);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Completes when a run has begun: what it is, and how many endpoints it tries.</summary>
    public Task<string> WhenBegun => _begun.Task;

    /// <summary>Completes when the first run has ended: how.</summary>
    public Task<string> WhenEnded => _ended.Task;

    /// <summary>From its start until pages were served, which is after interrupted scans were marked.</summary>
    public TimeSpan TimeToServe { get; private set; }

    /// <summary>From its start until a scan was begun or gone on with.</summary>
    public TimeSpan TimeToBegin { get; private set; }

    /// <summary>When something was last shown.</summary>
    public long LastShownAt { get; private set; }

    /// <summary>Where it serves.</summary>
    public Uri? Url { get; private set; }

    /// <summary>Answers to requests for results so far.</summary>
    public int Asked { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="root">Its folder.</param>
    /// <param name="connectionString">Of PostgreSQL; empty for SQLite.</param>
    /// <param name="perSecond">Made results a second; 0 for real logins.</param>
    /// <param name="isRepeating">Whether one scan follows another.</param>
    /// <param name="shown">Receives what was shown.</param>
    /// <param name="wrapper">A program and its arguments that starts it in turn; none when left out.</param>
    public static KeepingProcess Start(
        string root, string connectionString, int perSecond, bool isRepeating, ConcurrentDictionary<ShownResult, byte> shown, params IReadOnlyList<string> wrapper)
    {
        string[] line = [.. wrapper, Environment.ProcessPath!, Assembly.GetExecutingAssembly().Location, KeepingProgram.Verb, root, $"{perSecond}", $"{isRepeating}"];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["Logging__LogLevel__Default"] = "None", ["Logging__LogLevel__Microsoft.AspNetCore"] = "None", ["Storage__ConnectionString"] = connectionString },
        };
        return new KeepingProcess(Process.Start(start) ?? throw new InvalidOperationException("It did not start."), shown);
    }

    /// <summary>SIGKILL, and what it still said before.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Whether it says that it is ready; <see langword="null"/> while it does not answer.</summary>
    public async Task<(bool IsReady, string Words)?> AskReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Url!, "/health/ready"), cancellationToken);
            return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(s_endingLimit);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        await EndAsync();
        _process.Dispose();
        _http.Dispose();
        _over.Dispose();
    }

    private async Task EndAsync()
    {
        await _process.WaitForExitAsync();
        await _over.CancelAsync();
        await _listening;
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _begun.TrySetException(new InvalidOperationException("The process ended before a scan began."));
        _ended.TrySetException(new InvalidOperationException("The process ended before its scan did."));
        _ = (_begun.Task.Exception, _ended.Task.Exception); // Looked at, should nobody wait for them.
    }

    private async Task ListenAsync()
    {
        // A last line without an end was cut by the kill: ReadLine would give it as a whole one.
        var rest = string.Empty;
        var buffer = new char[64 * 1024];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            var lines = (rest + new string(buffer, 0, count)).Split('\n');
            rest = lines[^1];
            Array.ForEach(lines[..^1], Take);
        }
    }

    private void Take(string line)
    {
        switch (line.Split(' '))
        {
            case [KeepingProgram.Serving, var url]:
                (Url, TimeToServe) = (new Uri(url), Stopwatch.GetElapsedTime(_start));
                break;
            case [KeepingProgram.Begun, var scan, var kind, var count]:
                TimeToBegin = Stopwatch.GetElapsedTime(_start);
                _scan = scan;
                _asking = _asking == Task.CompletedTask ? Task.Run(AskAsync) : _asking;
                _begun.TrySetResult($"{kind} {count}");
                break;
            case [KeepingProgram.Shown, var scan, var device, var protocol, var attempt]:
                LastShownAt = Stopwatch.GetTimestamp();
                _shown.TryAdd(new(Guid.Parse(scan), device, protocol, int.Parse(attempt)), 0);
                break;
            case [KeepingProgram.Ended, var state]:
                _ended.TrySetResult(state);
                break;
            default:
                Console.Error.WriteLine($"   process: {line}");
                break;
        }
    }

    // As any program may that asks for the results.
    private async Task AskAsync()
    {
        while (true)
        {
            await Task.Delay(s_askInterval, _over.Token);
            var scan = _scan;
            try
            {
                await using var stream = await _http.GetStreamAsync(new Uri(Url!, $"/scans/{scan}/results.jsonl"), _over.Token);
                using var lines = new StreamReader(stream);
                while (await lines.ReadLineAsync(_over.Token) is { } line)
                {
                    using var result = JsonDocument.Parse(line);
                    var root = result.RootElement;
                    _shown.TryAdd(new(Guid.Parse(scan), root.GetProperty("device").GetString()!, root.GetProperty("protocol").GetString()!, root.GetProperty("attempt").GetInt32()), 0);
                }

                Asked++;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                // Killed in the middle of an answer.
            }
        }
    }
}

/// <summary>A result that was shown, or is stored.</summary>
internal readonly record struct ShownResult(Guid Scan, string Device, string Protocol, int Attempt);
