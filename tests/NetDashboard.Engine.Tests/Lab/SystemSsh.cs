using System.Diagnostics;
using System.Net;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>OpenSSH's client: the proof that the fleet speaks SSH to others than its own library.</summary>
internal static class SystemSsh
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private static readonly Lazy<string> s_askPass = new(WriteAskPass);

    /// <summary>Logs in, types lines, and returns all that was shown, with the exit code.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        SimulatedDevice device, string password, string typed, string methods = "password", params string[] options) =>
        RunAsync(new IPEndPoint(device.Address, device.SshPort!.Value), password, typed, methods, options);

    /// <inheritdoc cref="RunAsync(SimulatedDevice, string, string, string, string[])"/>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IPEndPoint server, string password, string typed, string methods = "password", params string[] options)
    {
        var start = new ProcessStartInfo("ssh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SSH_ASKPASS"] = s_askPass.Value, ["SSH_ASKPASS_REQUIRE"] = "force", ["LAB_PASSWORD"] = password, ["DISPLAY"] = ":none" },
        };
        string[] arguments =
        [
            "-F", "none", "-tt", .. options.SelectMany(option => new[] { "-o", option }),
            "-p", server.Port.ToString(), "-l", "netops",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "GlobalKnownHostsFile=/dev/null",
            "-o", "PubkeyAuthentication=no", "-o", $"PreferredAuthentications={methods}", "-o", "NumberOfPasswordPrompts=1", "-o", "ConnectTimeout=5",
            server.Address.ToString(),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var ssh = Process.Start(start)!;
        try
        {
            var shown = ssh.StandardOutput.ReadToEndAsync();
            var errors = ssh.StandardError.ReadToEndAsync();
            await TypeAsync(ssh, typed);
            using var limit = new CancellationTokenSource(s_limit);
            await ssh.WaitForExitAsync(limit.Token);
            return (ssh.ExitCode, await shown + await errors);
        }
        finally
        {
            if (!ssh.HasExited)
            {
                ssh.Kill();
            }
        }
    }

    private static async Task TypeAsync(Process ssh, string typed)
    {
        try
        {
            await ssh.StandardInput.WriteAsync(typed);
            await ssh.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended already; its exit code and output say why.
        }
    }

    private static string WriteAskPass()
    {
        var path = Path.Combine(Path.GetTempPath(), $"netdashboard-askpass-{Environment.ProcessId}.sh");
        File.WriteAllText(path, "#!/bin/sh\nprintf '%s\\n' \"$LAB_PASSWORD\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }
}
