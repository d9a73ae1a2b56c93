using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

/// <summary>
/// GNU inetutils telnetd on a free loopback port, with a local user of its own. An inetd of its own hands it the connections. Needs to run
/// as root, for telnetd logs in through login(1).
/// </summary>
public sealed class TelnetdFixture : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("telnetd-");
    private readonly StringBuilder _log = new();
    private Process? _inetd;

    public int Port { get; private set; }

    public string UserName { get; } = $"nd{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public string Password { get; } = RandomNumberGenerator.GetHexString(20);

    /// <summary>What the server has said so far, for the message of a failed test.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public async Task InitializeAsync()
    {
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("telnetd logs in through login(1), which only root may run: run these tests as root.");
        }

        // A home that the user may read, though the temporary directory itself is root's alone.
        await RunAsync("chmod", input: null, "755", _directory.FullName);
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, ".profile"), "PS1='lab-host$ '\n");
        await RunAsync("useradd", input: null, "--no-create-home", "--home-dir", _directory.FullName, "--shell", "/bin/sh", UserName);
        await RunAsync("chpasswd", $"{UserName}:{Password}\n");

        Port = FindFreePort();
        var config = Path.Combine(_directory.FullName, "inetd.conf");
        var more = Directory.CreateDirectory(Path.Combine(_directory.FullName, "inetd.d"));
        await File.WriteAllTextAsync(config, $"127.0.0.1:{Port} stream tcp nowait root /usr/sbin/telnetd telnetd\n");
        _inetd = Start("inetutils-inetd", ["--debug", $"--pidfile={Path.Combine(_directory.FullName, "inetd.pid")}", config, more.FullName]);
        _inetd.OutputDataReceived += (_, e) => Note(e.Data);
        _inetd.ErrorDataReceived += (_, e) => Note(e.Data);
        _inetd.BeginOutputReadLine();
        _inetd.BeginErrorReadLine();
        await WaitUntilListeningAsync();
    }

    public async Task DisposeAsync()
    {
        if (_inetd is not null)
        {
            // The whole tree: telnetd and login of connections that a test left behind are its children.
            _inetd.Kill(entireProcessTree: true);
            await _inetd.WaitForExitAsync();
            _inetd.Dispose();
        }

        await RunAsync("userdel", input: null, "--force", UserName);
        _directory.Delete(recursive: true);
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} cannot be started.");
    }

    private static async Task RunAsync(string program, string? input, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var words = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {words}");
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Note(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private async Task WaitUntilListeningAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException e)
            {
                if (clock.Elapsed > s_limit || _inetd is { HasExited: true })
                {
                    throw new InvalidOperationException($"inetd does not listen on port {Port}. It said:\n{Log}", e);
                }

                await Task.Delay(20);
            }
        }
    }
}
