using System.Diagnostics;
using System.Text;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Tests.Commands;

/// <summary>The program as scripts run it: a process of its own with arguments, output and an exit code.</summary>
internal sealed class CommandRun : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private CommandRun(Process process) => _process = process;

    public string Output => Copy(_output);

    public string Errors => Copy(_errors);

    public int Id => _process.Id;

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var run = Start(arguments);
        return (await run.WaitAsync(), run.Output, run.Errors);
    }

    // Ctrl+C as at a terminal: whoever runs the tests in the background of a script leaves them a signal that is ignored, and children inherit that (POSIX, section 2.12).
    public static CommandRun Start(params string[] arguments) => StartProgram("env", ["--default-signal=INT", "dotnet", Program, .. arguments]);

    /// <summary>Runs a line of shell in which <c>$0</c> is the program and <c>$1</c> the argument.</summary>
    public static CommandRun StartShell(string line, string argument) => StartProgram("/bin/sh", ["-c", line, $"dotnet {Program}", argument]);

    private static string Program
    {
        get
        {
            var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;
            return Path.Combine(RepositoryRoot.Path, "src", "NetDashboard", "bin", configuration, "net10.0", "NetDashboard.dll");
        }
    }

    private static CommandRun StartProgram(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var run = new CommandRun(new Process { StartInfo = start });
        run._process.OutputDataReceived += (_, line) => Keep(run._output, line.Data);
        run._process.ErrorDataReceived += (_, line) => Keep(run._errors, line.Data);
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    public async Task<int> WaitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by its name, for example INT.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task WaitForOutputAsync(string text)
    {
        for (var tries = 0; tries < 600 && !Output.Contains(text, StringComparison.Ordinal); tries++)
        {
            Assert.False(_process.HasExited && tries > 10, $"The program ended:\n{Output}\n{Errors}");
            await Task.Delay(50);
        }

        Assert.Contains(text, Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(StringBuilder to, string? line)
    {
        if (line is not null)
        {
            lock (to)
            {
                to.Append(line).Append('\n');
            }
        }
    }

    private static string Copy(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }
}
