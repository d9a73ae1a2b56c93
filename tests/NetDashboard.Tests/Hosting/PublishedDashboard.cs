using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetDashboard.Tests.Hosting;

/// <summary>The program as it is published, run as a process of its own from a folder that has nothing to do with the repository.</summary>
public sealed class PublishedDashboard : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-published-").FullName;
    private Process? _process;

    /// <summary>Where the program lies.</summary>
    public string Folder => _folder;

    public string Url { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        // What the tests were built with; publishing builds nothing, so it takes seconds. No build server may stay behind: it would hold the
        // output open, and the end of the output is waited for.
        var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;
        var project = Path.Combine(RepositoryRoot.Path, "src", "NetDashboard");
        using var publish = Run("dotnet", ["publish", project, "-c", configuration, "--no-build", "-v", "q", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-o", _folder], RepositoryRoot.Path);
        using var patience = new CancellationTokenSource(s_patience);
        await publish.WaitForExitAsync(patience.Token);
        Assert.True(publish.ExitCode == 0, $"dotnet publish failed:\n{_output}");
        Url = $"http://127.0.0.1:{FreePort()}";
    }

    public async Task DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The folder of what it keeps.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>The program itself.</summary>
    public string Program => Path.Combine(_folder, "NetDashboard.dll");

    /// <summary>Starts the program and waits until it answers.</summary>
    /// <param name="settings">More of its command line.</param>
    public async Task StartAsync(params string[] settings)
    {
        _process = Run("dotnet", [Program, "--urls", Url, "--Data:Directory", Data, .. settings], Path.GetTempPath());
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(Url + "/health/live"), patience.Token);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process.HasExited, $"The program ended at once:\n{_output}");
                await Task.Delay(50, patience.Token);
            }
        }
    }

    /// <summary>Ends the program without a warning.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Asks the program to end, as a supervisor does.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        var process = _process ?? throw new InvalidOperationException("It does not run.");
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("/bin/kill", ["-s", "TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(s_patience);
        await process.WaitForExitAsync(patience.Token);
        var took = watch.Elapsed;
        Assert.True(process.ExitCode == 0, $"The program ended with {process.ExitCode}:\n{_output}");
        process.Dispose();
        _process = null;
        return took;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Run(string program, string[] arguments, string folder)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
