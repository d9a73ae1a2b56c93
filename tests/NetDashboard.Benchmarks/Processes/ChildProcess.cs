using System.Diagnostics;

namespace NetDashboard.Benchmarks.Processes;

/// <summary>A program that was started to be measured. Disposing ends it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_samplingInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_endingLimit = TimeSpan.FromSeconds(10);
    private static int s_count;

    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _pid;
    private readonly string _output;
    private readonly string _error;
    private readonly TaskCompletionSource<ProcessCost> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _peakRss;
    private int _peakThreads;
    private bool _hasEnded;

    private ChildProcess(string program, IReadOnlyList<string> arguments, string folder)
    {
        var number = Interlocked.Increment(ref s_count);
        (_output, _error) = (Path.Combine(folder, $"{number}.out"), Path.Combine(folder, $"{number}.err"));
        _pid = Posix.Spawn(program, arguments, _output, _error);
        new Thread(Wait) { IsBackground = true, Name = $"Waits for {_pid}" }.Start();
        new Thread(Sample) { IsBackground = true, Name = $"Samples {_pid}" }.Start();
    }

    /// <summary>Completes when the process has ended.</summary>
    public Task<ProcessCost> Exit => _exit.Task;

    /// <summary>What it has written to standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it has written to standard error so far.</summary>
    public string Error => Read(_error);

    /// <summary>Since its start.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_start);

    /// <summary>Starts a program with its output in files of a folder.</summary>
    public static ChildProcess Start(string program, IReadOnlyList<string> arguments, string folder) => new(program, arguments, folder);

    /// <summary>Sends a signal, unless the process has ended.</summary>
    public void Signal(int signal)
    {
        // Until it was waited for, its id is nobody else's.
        lock (_gate)
        {
            if (!_hasEnded)
            {
                _ = Posix.Kill(_pid, signal);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Signal(Posix.SigTerm);
        if (await Task.WhenAny(Exit, Task.Delay(s_endingLimit)) != Exit)
        {
            Signal(Posix.SigKill);
        }

        await Exit;
    }

    private static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private void Wait()
    {
        try
        {
            Posix.WaitForEnd(_pid);
            var wall = Stopwatch.GetElapsedTime(_start);
            lock (_gate)
            {
                _hasEnded = true;
                var (status, usage) = Posix.Take(_pid);
                var signal = status & 0x7f;
                _exit.SetResult(new ProcessCost(signal == 0 ? (status >> 8) & 0xff : 128 + signal, wall, usage.Cpu, _peakRss, _peakThreads));
            }
        }
        catch (Exception e)
        {
            _exit.SetException(e);
        }
    }

    private void Sample()
    {
        while (!Volatile.Read(ref _hasEnded) && ProcessStatus.Read(_pid.ToString()) is { } status)
        {
            _peakRss = Math.Max(_peakRss, status.PeakRss);
            _peakThreads = Math.Max(_peakThreads, status.Threads);
            Thread.Sleep(s_samplingInterval);
        }
    }
}
