using System.Diagnostics;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>The process of <see cref="StoreScanProgram"/>, and what it has shown.</summary>
internal sealed class StoreScan : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private StoreScan(Process process) => _process = process;

    public int Id => _process.Id;

    public List<EndpointKey> Shown { get; } = [];

    /// <param name="place">Where it stores.</param>
    /// <param name="wrapper">What starts it in turn; nothing when left out.</param>
    public static StoreScan Start(string place, params string[] wrapper)
    {
        string[] line = [.. wrapper, "dotnet", "exec", typeof(ChildProgram).Assembly.Location, StoreScanProgram.Verb, place];
        return new StoreScan(Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, UseShellExecute = false })!);
    }

    /// <summary>Waits until it has shown so many results.</summary>
    public async Task UntilShownAsync(int count)
    {
        while (Shown.Count < count)
        {
            Shown.Add(Parse(await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience)));
        }
    }

    /// <summary>SIGKILL; takes what it said before the end, for that was shown, too.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        var rest = await _process.StandardOutput.ReadToEndAsync();
        Shown.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static EndpointKey Parse(string? line) => line?.Split(' ') is [var device, var protocol]
        ? new EndpointKey(device, protocol)
        : throw new InvalidOperationException($"The child said '{line}'.");
}
