using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using NetDashboard.Benchmarks.Processes;

namespace NetDashboard.Benchmarks.Served;

/// <summary>The process of <see cref="ServerProgram"/>, seen from the one that measures.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_endingLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Where it is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The page of the scan that is looked at.</summary>
    public Uri ScanPage { get; private set; } = null!;

    /// <summary>Opens a wall of that scan.</summary>
    public Uri Wall { get; private set; } = null!;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>CPU it has used so far.</summary>
    public TimeSpan Cpu => ProcessCpu.Read(Id);

    /// <summary>Starts it; every row has a result, and nothing changes.</summary>
    public static async Task<ServerProcess> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Assembly.GetExecutingAssembly().Location, ServerProgram.Verb])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["Logging__LogLevel__Default"] = "Error", ["Logging__LogLevel__Microsoft.AspNetCore"] = "Error" },
        };
        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."));
        try
        {
            var look = await server.ReadAsync(cancellationToken);
            server.Url = new Uri(look.Url);
            server.ScanPage = new Uri(server.Url, $"/scans/{look.Scan}");
            server.Wall = new Uri(server.Url, look.Wall);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets rows change, until something else is asked for.</summary>
    public Task<ServerLook> ChurnAsync(Load load, CancellationToken cancellationToken) =>
        AskAsync($"churn {load.Rows} {load.ResultsPerSecond}", cancellationToken);

    /// <summary>Ends all change.</summary>
    public Task<ServerLook> StillAsync(CancellationToken cancellationToken) => AskAsync("still", cancellationToken);

    /// <summary>One run over everything as fast as it is taken; <see cref="ServerLook.Took"/> tells how long it took.</summary>
    public Task<ServerLook> BurstAsync(CancellationToken cancellationToken) => AskAsync("burst", cancellationToken);

    /// <summary>How it stands.</summary>
    public Task<ServerLook> LookAsync(CancellationToken cancellationToken) => AskAsync("look", cancellationToken);

    /// <summary>How it stands once everything collectable was collected.</summary>
    public Task<ServerLook> CollectAsync(CancellationToken cancellationToken) => AskAsync("collect", cancellationToken);

    public async ValueTask DisposeAsync()
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

        _process.Dispose();
    }

    private async Task<ServerLook> AskAsync(string order, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(order.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task<ServerLook> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_answerLimit, cancellationToken) is { } line)
        {
            if (line.StartsWith(ServerProgram.AnswerMark, StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<ServerLook>(line[ServerProgram.AnswerMark.Length..])!;
            }

            await Console.Error.WriteLineAsync($"   server: {line}");
        }

        throw new InvalidOperationException("The server process ended.");
    }
}
