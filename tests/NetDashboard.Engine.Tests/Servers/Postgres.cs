using System.Globalization;
using Npgsql;

namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A PostgreSQL of Debian's package in a folder and on a port of its own, removed in the end.</summary>
public sealed class Postgres : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string Owner = "postgres";

    private readonly string _folder;
    private int _databases;

    private Postgres(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    private string LogFile => Path.Combine(_folder, "log");

    /// <summary>What the server said, for the messages of failing tests.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "(no log)";

    public static async Task<Postgres> StartAsync()
    {
        var server = new Postgres(Directory.CreateTempSubdirectory("netdashboard-postgres-").FullName, ServerProcess.FindFreePort());
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await Shell.RunAsync("chown", [Owner, server._folder]);
            }

            await server.RunAsync("initdb", "-D", server.Data, "-U", "netdashboard", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            await server.StartServerAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new, empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"made{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(Connect("postgres") + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is made here.
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return Connect(name);
    }

    public Task StartServerAsync() => RunAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", LogFile, "-o", $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=30");

    /// <summary>Stops it as a crash would: connections break, and what was not committed is gone.</summary>
    public Task StopAtOnceAsync() => RunAsync("pg_ctl", "stop", "-w", "-D", Data, "-m", "immediate");

    public async Task RestartAtOnceAsync()
    {
        await StopAtOnceAsync();
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAtOnceAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Connect(string database) => $"Host=127.0.0.1;Port={Port};Username=netdashboard;Database={database}";

    // The server refuses to run as root.
    private Task<string> RunAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Shell.RunAsync("setpriv", [$"--reuid={Owner}", $"--regid={Owner}", "--clear-groups", "env", "-C", _folder, Path.Combine(Programs, program), .. arguments])
        : Shell.RunAsync(Path.Combine(Programs, program), arguments);
}
