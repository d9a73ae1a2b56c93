using System.Diagnostics;
using System.Globalization;

namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A throw-away account of this machine, with a password and a shell, for tests against servers that log in for real. Needs root.</summary>
public sealed class LocalAccount : IAsyncDisposable
{
    private static int s_count;

    private LocalAccount(string name, string password, string home)
    {
        Name = name;
        Password = password;
        Home = home;
    }

    public string Name { get; }

    public string Password { get; }

    public string Home { get; }

    /// <param name="shell">Path of the login shell.</param>
    public static async Task<LocalAccount> CreateAsync(string shell = "/bin/sh")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"nd{Environment.ProcessId % 100000}x{Interlocked.Increment(ref s_count)}");
        var home = Directory.CreateTempSubdirectory("netdashboard-home-").FullName;
        var password = "pw-" + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        await Shell.RunAsync("useradd", ["--no-create-home", "--home-dir", home, "--shell", shell, name]);
        await Shell.RunAsync("chpasswd", [], $"{name}:{password}\n");
        await Shell.RunAsync("chown", ["-R", name, home]);
        return new LocalAccount(name, password, home);
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync("userdel", ["--force", Name]);
        Directory.Delete(Home, recursive: true);
    }
}

/// <summary>Runs a helper program and says what went wrong with it.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"'{program}' failed with exit code {process.ExitCode}: {errors}");
    }
}
