namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A real OpenSSH server with its own host keys and one account, whose shell behaves like a router.</summary>
public sealed class OpenSsh : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _process;

    private OpenSsh(DirectoryInfo folder, ServerProcess process, LocalAccount account, IReadOnlyDictionary<string, string> hostKeys)
    {
        _folder = folder;
        _process = process;
        Account = account;
        HostKeys = hostKeys;
    }

    public int Port => _process.Port;

    public string Log => _process.Log;

    public LocalAccount Account { get; }

    /// <summary>Public host keys by type as ssh-keygen names it, each "type base64".</summary>
    public IReadOnlyDictionary<string, string> HostKeys { get; }

    /// <param name="settings">Lines of sshd_config, for example <c>PasswordAuthentication yes</c>.</param>
    /// <param name="keyTypes">Host key types for ssh-keygen; default ed25519.</param>
    /// <param name="keyBits">Bits of RSA keys.</param>
    public static async Task<OpenSsh> StartAsync(IEnumerable<string> settings, IReadOnlyList<string>? keyTypes = null, int keyBits = 2048)
    {
        Directory.CreateDirectory("/run/sshd"); // sshd will not start without it.
        var folder = Directory.CreateTempSubdirectory("netdashboard-sshd-");
        var account = await LocalAccount.CreateAsync(await WriteRouterShellAsync(folder));
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> arguments = ["-D", "-e", "-f", "/dev/null", "-o", "PidFile=none", "-o", "LogLevel=VERBOSE"];
        foreach (var type in keyTypes ?? ["ed25519"])
        {
            var file = Path.Combine(folder.FullName, $"host_{type}");
            await Shell.RunAsync("ssh-keygen", ["-q", "-t", type, .. type == "rsa" ? new[] { "-b", $"{keyBits}" } : [], "-N", "", "-f", file]);
            keys[type] = string.Join(' ', (await File.ReadAllTextAsync(file + ".pub")).Split(' ')[..2]);
            arguments.AddRange(["-h", file]);
        }

        var port = ServerProcess.FindFreePort();
        foreach (var setting in settings.Prepend($"ListenAddress 127.0.0.1:{port}"))
        {
            arguments.AddRange(["-o", setting]);
        }

        return new OpenSsh(folder, await ServerProcess.StartAsync("/usr/sbin/sshd", port, arguments), account, keys);
    }

    /// <summary>The log, once it holds a text; as it is when that takes longer than 5 s.</summary>
    public async Task<string> LogAfterAsync(string text)
    {
        for (var tries = 0; tries < 250 && !Log.Contains(text, StringComparison.Ordinal); tries++)
        {
            await Task.Delay(20);
        }

        return Log;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await Account.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // A router's manners behind a real terminal: exec prompt, enable with a secret, one line per command.
    private static async Task<string> WriteRouterShellAsync(DirectoryInfo folder)
    {
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        var path = Path.Combine(folder.FullName, "router");
        await File.WriteAllTextAsync(
            path,
            """
            #!/bin/sh
            [ "$1" = -c ] && exec /bin/sh -c "$2"
            prompt='R1>'
            while printf '%s' "$prompt"; IFS= read -r line; do
              case "$line" in
                enable)
                  printf 'Password: '; stty -echo; IFS= read -r secret; stty echo; echo
                  if [ "$secret" = open-sesame ]; then prompt='R1#'; else echo '% Access denied'; fi;;
                exit) exit 0;;
                'terminal '*|'') ;;
                *) echo '% Invalid input detected';;
              esac
            done

            """);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }
}
