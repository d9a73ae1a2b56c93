using System.Diagnostics;

namespace NetDashboard.Engine.Tests.Storage.Retention;

/// <summary>The process of <see cref="TidyProgram"/>.</summary>
internal sealed class Tidying : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Tidying(Process process) => _process = process;

    /// <param name="place">The store.</param>
    public static Tidying Start(string place) => new(Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(ChildProgram).Assembly.Location, TidyProgram.Verb, place]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!);

    /// <summary>Lets it do so many pieces, and stand still behind the last.</summary>
    public async Task StepAsync(int pieces)
    {
        for (var piece = 1; piece <= pieces; piece++)
        {
            Assert.Equal((piece, TidyProgram.Piece), (piece, await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience)));
            if (piece < pieces)
            {
                await _process.StandardInput.WriteLineAsync();
            }
        }
    }

    /// <summary>SIGKILL, somewhere in the next piece.</summary>
    public async Task KillAsync(TimeSpan after)
    {
        await _process.StandardInput.WriteLineAsync();
        await Task.Delay(after);
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
